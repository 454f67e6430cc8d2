"""Who else is at a request: shown to colleagues, to nobody else, and gone by itself."""

import asyncio
from datetime import timedelta

import pytest
from django.utils import timezone

from aiuto.flows.look import look
from aiuto.journal.models import Event
from aiuto.notices.models import Kind, Notice
from aiuto.people.models import Team
from aiuto.tickets.models import Presence, Seen
from aiuto.tickets.presence import LASTS
from aiuto.workspace.live.hub import Hub
from aiuto.workspace.live.standing import Standing
from tests.workspace.conftest import signed_in
from tests.workspace.test_live import in_thread

pytestmark = pytest.mark.both_databases

BEAT = 3
NEWS = 2
SIGNED_IN = 2
TRANSACTION = 2


def address(ticket, more: str = "") -> str:
    return f"/tickets/{ticket.reference}/{more}"


@pytest.fixture
def ticket(make):
    return make()


def test_look_shows_the_others_and_not_oneself(browser, colleague, ticket):
    assert "Anna Bassi" not in browser.post(address(ticket, "look/")).text
    part = signed_in(colleague).post(address(ticket, "look/"), {"writing": "1"}).text
    assert "Anna Bassi is looking" in part
    assert "Bruno Sala" not in part
    shown = browser.get(address(ticket, "presence/")).text
    assert "Bruno Sala is writing" in shown
    assert "Bruno Sala is writing" in browser.get(address(ticket)).text


def test_look_again_is_the_same_row_and_says_what_is_done_now(browser, agent, ticket):
    for form in ({"writing": "1"}, {}):
        browser.post(address(ticket, "look/"), form)
    assert Presence.objects.values_list("user", "writing").get() == (agent.pk, False)


@pytest.mark.parametrize("others", [0, 3, 30])
def test_look_asks_three_statements_once_all_is_read_and_leaves_no_event(
    browser, agent, ticket, others, django_assert_num_queries
):
    for number in range(others):
        person = type(agent).objects.create(
            email=f"p{number}@lumiera.example", name=f"P {number}", created_at=ticket.created_at
        )
        Presence.objects.create(ticket=ticket, user=person, until=timezone.now() + LASTS)
    events = Event.objects.count()
    Notice.objects.create(user=agent, kind=Kind.ASSIGNED, ticket=ticket.pk, at=timezone.now())
    for read in (NEWS, 0):
        with django_assert_num_queries(SIGNED_IN + TRANSACTION + BEAT + read):
            browser.post(address(ticket, "look/"))
    assert Notice.objects.get().read_at
    assert Event.objects.count() == events


def test_look_reads_what_was_said(browser, agent, ticket):
    browser.post(address(ticket, "look/"))
    assert Seen.objects.get(ticket=ticket, user=agent).at > ticket.last_message_at


def test_look_that_ends_is_forgotten_at_once(browser, colleague, ticket):
    browser.post(address(ticket, "look/"))
    assert browser.post(address(ticket, "look/"), {"gone": "1"}).status_code == 204
    assert "Anna Bassi" not in signed_in(colleague).get(address(ticket, "presence/")).text


def test_look_of_who_went_without_a_word_expires(browser, colleague, ticket):
    look(ticket.reference, user=colleague, writing=True, now=timezone.now() - LASTS - timedelta(seconds=1))
    assert "Bruno Sala" not in browser.get(address(ticket, "presence/")).text


@pytest.mark.parametrize("path", ["look/", "presence/"])
def test_presence_is_not_for_those_who_may_not_open_the_request(outsider, ticket, path):
    stranger = signed_in(outsider)
    answer = stranger.post(address(ticket, path)) if path == "look/" else stranger.get(address(ticket, path))
    assert (answer.status_code, Presence.objects.count()) == (404, 0)


def test_standing_tells_those_who_are_there_that_somebody_came_wrote_and_went(agent, colleague, ticket):
    now = timezone.now()
    both = {agent.pk, colleague.pk}
    look(ticket.reference, user=agent, writing=False, now=now)
    stands = Standing.of(both, now=now)
    for writing in (False, True):
        look(ticket.reference, user=colleague, writing=writing, now=now)
        was, stands = stands, Standing.of(both, now=now)
        assert set(stands.told_since(was)) == both
    look(ticket.reference, user=agent, writing=False, now=now + timedelta(seconds=20))
    later = Standing.of(both, now=now + timedelta(seconds=20))
    assert later.told_since(stands) == {}
    gone = Standing.of(both, now=now + LASTS + timedelta(seconds=1))
    assert list(gone.told_since(later)) == [agent.pk]


def test_standing_asks_the_same_number_of_statements(
    agent, colleague, ticket, make, django_assert_num_queries
):
    both, now = {agent.pk, colleague.pk}, timezone.now()
    before = Standing.of(both, now=now)
    for at in (ticket, make(), make()):
        look(at.reference, user=agent, writing=False, now=now)
        look(at.reference, user=colleague, writing=False, now=now)
    with django_assert_num_queries(2):
        stands = Standing.of(both, now=now)
    with django_assert_num_queries(4):
        stands.told_since(before)
    with django_assert_num_queries(0):
        stands.told_since(stands)


def test_standing_tells_nothing_once_the_right_is_gone(agent, colleague, ticket, desk):
    now, both = timezone.now(), {agent.pk, colleague.pk}
    look(ticket.reference, user=agent, writing=False, now=now)
    before = Standing.of(both, now=now)
    look(ticket.reference, user=colleague, writing=False, now=now)
    Team.objects.get(desks=desk).members.remove(agent)
    assert list(Standing.of(both, now=now).told_since(before)) == [colleague.pk]


@pytest.mark.django_db(transaction=True)
def test_hub_tells_an_open_page_that_somebody_writes(agent, colleague, ticket):
    async def listen() -> str:
        stream = Hub().listen(agent.pk, None)
        await anext(stream)
        await in_thread(look, ticket.reference, user=agent, writing=False, now=timezone.now())
        await asyncio.wait_for(anext(stream), 30)
        await in_thread(look, ticket.reference, user=colleague, writing=True, now=timezone.now())
        piece = await asyncio.wait_for(anext(stream), 30)
        await stream.aclose()
        return str(piece)

    assert f"presence:{ticket.reference}" in asyncio.run(listen())
