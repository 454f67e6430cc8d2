"""One's own promises in one's own calendar program: a secret address, made and closed on the profile page."""

import re
from datetime import timedelta

import pytest

from aiuto.flows.assign import assign
from aiuto.flows.drop_promise import drop_promise
from aiuto.flows.make_promise import Word, make_promise
from aiuto.people.models import Team
from aiuto.promises.models import Feed
from tests.flows.conftest import ticket_of
from tests.promises.calendars import moment, read

HOUR = timedelta(hours=1)


@pytest.fixture
def ticket(arrive):
    return ticket_of(arrive())


@pytest.fixture
def call(ticket, agent, now):
    assign(ticket.reference, user=agent, owner=agent.pk, now=now)
    word = Word(kind="call_back", what="Chiamare", due=now + 30 * HOUR, place="+39 347 1")
    return make_promise(ticket.reference, word, user=agent, now=now)


@pytest.fixture
def address(browser):
    return made(browser)


def made(browser) -> str:
    shown = browser.post("/profile/calendar/")
    assert shown.headers["Cache-Control"] == "no-store"
    [address] = re.findall(r"/calendar/[\w-]{43}\.ics", shown.content.decode())
    return address


def test_calls_and_appointments_are_read_without_a_sign_in(call, ticket, agent, address, client, now):
    make_promise(ticket.reference, Word(kind="fix", what="Riparare", due=now + HOUR), user=agent, now=now)
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert answer.headers["Cache-Control"] == "private, no-cache"
    _calendar, [event] = read(answer.content)
    assert (event["UID"], moment(event["DTSTART"])) == (call.uid, call.due_at)
    assert event["SUMMARY"].endswith(": Giulia Neri")


def test_calendar_that_has_not_changed_is_not_sent_again(call, agent, address, client, now):
    etag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304
    drop_promise(call.pk, reason="Risolto.", user=agent, now=now)
    answer = client.get(address, headers={"If-None-Match": etag})
    assert (answer.status_code, read(answer.content)[1]) == (200, [])


def test_new_address_closes_the_old_one(call, browser, address, client):
    another = made(browser)
    assert (client.get(address).status_code, client.get(another).status_code) == (404, 200)


def test_closed_address_opens_nothing(browser, address, client):
    browser.post("/profile/calendar/", {"close": "1"})
    assert client.get(address).status_code == 404
    assert not Feed.objects.exists()


def test_who_left_is_read_no_more(agent, address, client):
    agent.is_active = False
    agent.save()
    assert client.get(address).status_code == 404


def test_what_one_may_see_no_more_is_gone(call, agent, desk, address, client):
    Team.objects.get(desks=desk).members.remove(agent)
    assert read(client.get(address).content)[1] == []


def test_what_others_owe_is_theirs(call, ticket, agent, colleague, address, client, now):
    assign(ticket.reference, user=agent, owner=colleague.pk, now=now)
    assert read(client.get(address).content)[1] == []


def test_calendar_speaks_its_owners_language(agent, address, client):
    agent.language = "en"
    agent.save()
    calendar, _events = read(client.get(address, headers={"Accept-Language": "it"}).content)
    assert calendar["NAME"] == "Aiuto: what I have promised"


def test_secret_is_kept_nowhere(address):
    secret = address.removeprefix("/calendar/").removesuffix(".ics")
    assert secret not in str(Feed.objects.values().get())


def test_profile_says_that_there_is_an_address_and_not_which(browser, address):
    page = browser.get("/profile/").content.decode()
    assert address not in page
    assert 'name="close"' in page


def test_calendar_asks_the_same_number_of_queries(
    call, ticket, agent, address, client, now, django_assert_num_queries
):
    with django_assert_num_queries(3):
        client.get(address)
    for hours in (40, 41):
        word = Word(kind="call_back", what="", due=now + hours * HOUR)
        make_promise(ticket.reference, word, user=agent, now=now)
    with django_assert_num_queries(3):
        client.get(address)


def test_guesses_are_limited(client, db):
    codes = [client.get(f"/calendar/{number:043}.ics").status_code for number in range(21)]
    assert codes == [404] * 20 + [429]
