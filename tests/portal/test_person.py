"""The way to a person: in every automatic mail and on every page, to a page that promises a call only on POST."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from aiuto.customers.models import ContactPoint, Customer
from aiuto.flows.ask_confirmation import ask_confirmation
from aiuto.flows.ask_for_person import Caller, ask_for_person
from aiuto.flows.ask_helped import ask_helped
from aiuto.flows.look import look
from aiuto.flows.note_contact import Spoken, Who, note_contact
from aiuto.flows.remind_customers import remind_customers
from aiuto.flows.reply import reply
from aiuto.flows.solve import solve
from aiuto.flows.wait import wait
from aiuto.journal.models import Event
from aiuto.outbox.models import Delivery
from aiuto.promises.models import Promise
from aiuto.tickets.models import Message, Presence, Ticket, Wait
from aiuto.tickets.queries.reaching import person_path
from tests.flows.conftest import agent, arrive, desk, outsider, ticket  # noqa: F401 - fixtures

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
LINK = re.compile(re.escape(settings.PUBLIC_URL) + r"(/p/\S+/)")
NUMBER = {"number": "347 123 4567"}


@pytest.fixture
def client() -> Client:
    """The browser of somebody who reads English."""
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def path(ticket, now) -> str:  # noqa: F811
    return person_path(desk=ticket.desk_id, ticket=ticket.pk, now=now)


def calls() -> list[Promise]:
    return list(Promise.objects.filter(kind="call_back"))


def newest_mail() -> Delivery:
    return Delivery.objects.latest("id")


def test_page_on_get_promises_nothing(client, moment, path):
    events = Event.objects.count()
    for method in (client.get, client.head, client.get):
        assert method(path).status_code == 200
    assert (calls(), Event.objects.count()) == ([], events)


def test_page_on_post_promises_a_call_and_says_by_when(client, moment, path, ticket, now):  # noqa: F811
    assert client.post(path, NUMBER | {"words": "Il vetro è rotto"}).status_code == 302
    [promise] = calls()
    assert (promise.ticket, promise.place, promise.made_by, promise.source.channel) == (
        ticket,
        "+39 347 123 4567",
        None,
        "web",
    )
    assert "Il vetro è rotto" in promise.source.text
    page = client.get(path).text
    assert "one of us calls you by" in page and 'name="number"' not in page
    assert "347" not in page


def test_page_sent_twice_promises_one_call(client, moment, path):
    for _press in range(2):
        assert client.post(path, NUMBER).status_code == 302
    assert len(calls()) == 1
    assert Message.objects.filter(channel="web").count() == 1


def test_number_that_somebody_types_is_no_address_of_theirs(client, moment, path):
    client.post(path, NUMBER)
    assert not ContactPoint.objects.filter(kind="phone").exists()
    assert Customer.objects.count() == 1


def test_time_that_they_choose_is_the_desks_clock(client, moment, path, now):
    client.post(path, NUMBER | {"wanted": "2026-03-03T10:30"})
    assert calls()[0].due_at == datetime(2026, 3, 3, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": ""}, {"number": "x"}, {"number": "\0"}, {"wanted": "x"}, {"wanted": "2001-01-01T10:00"},
        {"wanted": "2026-06-01T10:00"}, {"wanted": "0001-01-01T00:00"}, {"wanted": "9999-12-31T23:59"},
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_in_words_and_keeps_what_was_typed(client, moment, path, wrong):
    answer = client.post(path, NUMBER | {"words": "Il vetro"} | wrong)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text and "Il vetro" in answer.text
    assert calls() == [] and not Message.objects.filter(channel="web").exists()


def test_signs_that_no_database_keeps_are_left_out(client, moment, path):
    assert client.post(path, NUMBER | {"words": "Il\0 vetro"}).status_code == 302
    assert "Il vetro" in calls()[0].source.text


def test_out_of_hours_the_page_says_the_true_time(client, path):
    with time_machine.travel(datetime(2026, 3, 7, 12, 0, tzinfo=UTC), tick=False):
        page = client.get(path).text
        assert "Nobody is here until Monday 9 March 2026, 09:00." in page
        client.post(path, NUMBER)
    assert calls()[0].due_at == datetime(2026, 3, 9, 10, 0, tzinfo=UTC)


def test_closed_request_is_followed_by_a_new_one(client, moment, path, ticket):  # noqa: F811
    Ticket.objects.filter(pk=ticket.pk).update(state="closed")
    client.post(path, NUMBER)
    assert calls()[0].ticket_id != ticket.pk


def test_link_of_nobody_opens_nothing(client, moment, desk, now):  # noqa: F811
    assert client.get(person_path(desk=desk.pk, ticket=999, point=999, now=now)).status_code == 404
    assert client.post(person_path(desk=desk.pk, now=now), NUMBER).status_code == 404


def test_our_call_keeps_it(client, moment, path, ticket, agent, now):  # noqa: F811
    client.post(path, NUMBER)
    spoken = Spoken(channel="phone", direction="out", at=now, text="Spiegato: il vetro parte domani.")
    note_contact(spoken, who=Who(), about=ticket.reference, user=agent, now=now)
    assert calls()[0].state == "kept"


def ways(mail: Delivery) -> list[str]:
    return LINK.findall(mail.parts["text"])


def test_every_automatic_mail_leads_to_a_person(client, moment, ticket, agent, desk, now):  # noqa: F811
    ContactPoint.objects.update(verified_at=now)
    ask_confirmation(ContactPoint.objects.get().pk, desk_id=desk.pk, user=agent, now=now)
    mails = [newest_mail()]
    reply(ticket.reference, user=agent, text="Ecco.", now=now, confirmed=True)
    assert ways(newest_mail()) == []
    wait(ticket.reference, user=agent, now=now)
    with time_machine.travel(now + 4 * DAY, tick=False):
        assert remind_customers(now=now + 4 * DAY) == 1
        mails.append(newest_mail())
        assert ways(newest_mail())[-1] in newest_mail().parts["html"]
    solve(ticket.reference, user=agent, now=now + 4 * DAY)
    assert ask_helped(now=now + 6 * DAY) == 1
    mails.append(newest_mail())
    assert len(mails) == 3
    for mail in mails:
        assert "/p/" in ways(mail)[-1]
        with time_machine.travel(now + 6 * DAY, tick=False):
            assert "Leave your number" in client.get(ways(mail)[-1]).text


@pytest.fixture
def caller(now) -> Caller:
    return Caller(channel="chat", key="c-1", name="Giulia", number="347 123 4567")


def test_live_channel_waits_where_somebody_is_there(ticket, agent, desk, caller, now):  # noqa: F811
    look(ticket.reference, user=agent, writing=False, now=now)
    assert isinstance(ask_for_person(caller, desk, live=True, now=now), Wait)
    assert calls() == []


@pytest.mark.parametrize(
    "why", ["nobody there", "gone", "another desk's", "busy", "not live", "another time"]
)
def test_call_is_owed_where_nobody_is_free(ticket, agent, outsider, desk, caller, now, why):  # noqa: F811
    who = outsider if why == "another desk's" else agent
    if why != "nobody there":
        Presence.objects.create(ticket=ticket, user=who, until=now + (-HOUR if why == "gone" else HOUR))
    if why == "busy":
        ask_for_person(Caller(channel="chat", key="c-0"), desk, live=True, now=now)
    wanted = now + DAY if why == "another time" else None
    owed = ask_for_person(caller, desk, live=why != "not live", wanted=wanted, now=now)
    assert isinstance(owed, Promise) and owed.due_at > now
    assert owed.ticket.customer.name == "Giulia"
