"""What rooms below the notices did is told from the journal, once."""

import pytest
from django.db import transaction

from aiuto.flows import tell_happened as telling
from aiuto.flows.assign import assign
from aiuto.flows.receive_message import receive_message
from aiuto.flows.reply import reply
from aiuto.journal.actors import IMPORT, person
from aiuto.journal.models import Event
from aiuto.notices.choosing import Wishes, choose
from aiuto.notices.models import Heard, Kind, Notice
from aiuto.notices.ways import Ways
from aiuto.outbox.models import Delivery, State
from aiuto.outbox.sending import bury
from aiuto.tickets.models import Ticket
from tests.flows.conftest import ticket_of
from tests.flows.test_bounces import bounce
from tests.mails import mail
from tests.settling import settle

IN_THE_LIST = Ways(in_app=True, in_browser=False, in_digest=False)
pytestmark = pytest.mark.django_db(transaction=True)


def tell_happened(*, now):
    """As the worker does a moment later."""
    settle()
    return telling.tell_happened(now=now)


@pytest.fixture(autouse=True)
def begun(now):
    """The journal has been read to its end once: what was before is nobody's news."""
    tell_happened(now=now)


@pytest.fixture
def answered(ticket, agent, colleague, now):
    """Bruno's request, which Anna answered."""
    assign(ticket.reference, user=agent, owner=colleague.pk, now=now)
    Notice.objects.all().delete()
    return reply(ticket.reference, user=agent, text="Eccoci.", now=now)


def told():
    return sorted(Notice.objects.exclude(kind="followed").values_list("user__email", "kind", "ticket"))


def wants_new(user, now):
    choose(user, Wishes({Kind.TEAM_NEW: IN_THE_LIST}), by=person(user.pk), now=now)


def test_dead_answer_is_told_to_its_writer_and_the_owner_once(answered, agent, colleague, now):
    with transaction.atomic():
        bury(Delivery.objects.get().pk, reason="550 no such user", now=now)
    tell_happened(now=now)
    tell_happened(now=now)

    both = [(who.email, "not_sent", answered.ticket_id) for who in (agent, colleague)]
    assert told() == both


def test_answer_that_came_back_is_told_and_no_customer_wrote(answered, agent, colleague, desk, now):
    Delivery.objects.update(state=State.SENT)
    raw = bounce(answered.message_id, Delivery.objects.get().recipient)
    receive_message(raw, via="pipe", desk=desk, now=now)
    tell_happened(now=now)

    assert [kind for _who, kind, _ticket in told()] == ["not_sent", "not_sent"]


def test_sign_in_mail_that_dies_is_told_to_nobody(answered, now):
    Delivery.objects.update(message=None, ticket=None)
    with transaction.atomic():
        bury(Delivery.objects.get().pk, reason="550", now=now)
    tell_happened(now=now)

    assert told() == []


def test_new_request_is_told_to_those_of_the_team_who_want_it(agent, colleague, outsider, arrive, now):
    wants_new(agent, now)
    wants_new(outsider, now)
    ticket = ticket_of(arrive())
    tell_happened(now=now)

    assert told() == [(agent.email, "team_new", ticket.pk)]


def test_imported_history_is_not_new(agent, desk, now):
    wants_new(agent, now)
    receive_message(mail(), via="import", desk=desk, now=now, history=True, by=IMPORT)
    assert Ticket.objects.exists()
    tell_happened(now=now)

    assert told() == []


def test_what_was_before_the_first_look_is_nobodys_news(agent, arrive, now):
    Heard.objects.all().delete()
    wants_new(agent, now)
    arrive()
    tell_happened(now=now)

    assert told() == []


def test_place_behind_the_journal_of_a_restored_house_is_found_again(agent, arrive, now):
    Heard.objects.update(xid=2**60)
    tell_happened(now=now)
    wants_new(agent, now)
    arrive()
    tell_happened(now=now)

    assert [kind for _who, kind, _ticket in told()] == ["team_new"]


def test_many_events_are_heard_in_batches(agent, ticket, now):
    tell_happened(now=now)
    Event.objects.bulk_create(
        Event(at=now, kind="ticket.tagged", actor_kind="system", origin="system", ticket=ticket.pk)
        for _ in range(1100)
    )

    assert tell_happened(now=now) == 1100
    assert tell_happened(now=now) == 0
