"""P3: a page says that an answer is on its way after the commit; without a commit nothing is half there."""

import pytest
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client
from django.urls import reverse

from aiuto.flows.receive_message import receive_message
from aiuto.jobs.models import Job
from aiuto.outbox.models import Delivery
from aiuto.people.models import Team, User
from aiuto.people.queries import default_desk
from aiuto.tickets.models import Draft, Message, Ticket
from tests import databases
from tests.mails import mail

pytestmark = pytest.mark.django_db(transaction=True)
SAID = {"text": "Arriva domani.", "confirmed": "1"}


@pytest.fixture
def ticket(now) -> Ticket:
    default_desk().mailboxes.create(address="assistenza@lumiera.example")
    return Ticket.objects.get(reference=receive_message(mail(), via="smtp", now=now).ticket)


@pytest.fixture
def browser(now) -> Client:
    user = User.objects.create(email="anna@lumiera.example", name="Anna", created_at=now)
    Team.objects.get(desks=default_desk()).members.add(user)
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


@pytest.fixture
def broken_commit(monkeypatch) -> list[int]:
    """Whatever holds an answer cannot be committed; how many answers each of these transactions held."""
    held, commit = [], BaseDatabaseWrapper._commit

    def fail(self):
        if answers := Message.objects.filter(direction="out").count():
            held.append(answers)
            raise OperationalError("disk I/O error")
        commit(self)

    monkeypatch.setattr(BaseDatabaseWrapper, "_commit", fail)
    return held


def committed_answers() -> int:
    """What a process that knows nothing of ours reads."""
    return databases.seen_from_outside("SELECT count(*) FROM tickets_message WHERE direction = 'out'")


def whole() -> list[object]:
    """Everything that an answer touches."""
    return [list(model.objects.order_by("pk").values()) for model in (Ticket, Message, Draft, Delivery, Job)]


def test_redirect_comes_when_others_can_read_the_answer(browser, ticket):
    assert browser.post(reverse("workspace:reply", args=[ticket.reference]), SAID).status_code == 302
    assert committed_answers() == 1


def test_answer_that_cannot_be_committed_is_no_redirect_and_leaves_nothing(browser, ticket, broken_commit):
    browser.post(reverse("workspace:reply_draft", args=[ticket.reference]), {"text": SAID["text"]})
    before = whole()
    answer = browser.post(reverse("workspace:reply", args=[ticket.reference]), SAID)
    assert answer.status_code >= 500
    assert broken_commit == [1]
    assert whole() == before
    assert committed_answers() == 0


def test_first_mail_that_cannot_be_committed_is_no_redirect_and_leaves_nothing(
    browser, ticket, broken_commit
):
    before = whole()
    given = {"to": "paolo@customer.example", "subject": "Ciao", "text": "Arriva domani."}
    answer = browser.post(reverse("workspace:write_first"), {"desk": ticket.desk_id, **given})
    assert answer.status_code >= 500
    assert broken_commit == [1]
    assert whole() == before
