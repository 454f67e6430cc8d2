"""The wall: who waits now, how long, and what one can do about it from there."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from aiuto.flows.start_waiting import Caller, start_waiting
from aiuto.journal.queries import Cursor
from aiuto.tickets.models import Wait
from tests.workspace.conftest import signed_in
from tests.workspace.test_live import told

WALL, INBOX, HTMX = "/wall/", "/inbox/open/", {"HX-Request": "true"}
QUERIES = 5


@pytest.fixture
def waits(desk):
    """`waits("Giulia", 70)`: somebody who has waited so many seconds."""

    def waits(name: str, seconds: float, **given) -> Wait:
        caller = Caller(**{"channel": "phone", "key": name, "name": name} | given)
        return start_waiting(caller, given.pop("desk", desk), now=timezone.now() - timedelta(seconds=seconds))

    return waits


@pytest.fixture
def moment(now):
    with time_machine.travel(now, tick=False):
        yield now


def test_longest_wait_stands_first_and_past_the_time_in_words(browser, waits, moment):
    waits("Bianca", 42)
    waits("Aldo", 65)
    page = browser.get(WALL).text.partition("<main")[2]
    assert page.index("Aldo") < page.index("Bianca")
    assert ">1:05<" in page and ">0:42<" in page
    late, early = page.split('<li class="wall-row')[1:]
    assert late.startswith(" wall-over") and not early.startswith(" wall-over")


def test_who_was_answered_or_left_is_not_there(browser, waits):
    answered, gone, helped = (waits(name, 5) for name in ("Aldo", "Bianca", "Carla"))
    assert browser.post(f"{WALL}{answered.pk}/answer/").status_code == 302
    browser.post(f"{WALL}{gone.pk}/end/")
    browser.post(f"{WALL}{helped.pk}/end/", {"helped": "1"})
    states = list(Wait.objects.order_by("id").values_list("state", flat=True))
    assert states == ["answered", "left", "helped"]
    assert "Nobody waits" in browser.get(WALL).text


def test_who_comes_second_is_told(browser, colleague, waits):
    wait = waits("Aldo", 5)
    signed_in(colleague).post(f"{WALL}{wait.pk}/answer/")
    assert "A colleague was quicker" in browser.post(f"{WALL}{wait.pk}/answer/", follow=True).text


def test_answer_of_a_request_leads_there(browser, waits, make):
    ticket = make()
    wait = waits("Aldo", 5, channel="chat", ticket=ticket.pk)
    assert browser.post(f"{WALL}{wait.pk}/answer/").headers["Location"] == f"/tickets/{ticket.reference}/"


def test_every_page_says_how_many_wait_and_leads_there(browser, outsider, waits):
    waits("Aldo", 5)
    over = waits("Bianca", 5)
    browser.post(f"{WALL}{over.pk}/end/")
    place = re.compile(r'<a[^>]*href="/wall/"[^>]*>.*?</a>', re.DOTALL)
    assert re.search(r"Who waits now.*>1<", place.search(browser.get(INBOX).text)[0], re.DOTALL)
    assert "1" not in re.sub(r"<[^>]*>", "", place.search(signed_in(outsider).get(INBOX).text)[0])


def test_other_desks_people_see_nobody(outsider, waits):
    wait = waits("Aldo", 5)
    theirs = signed_in(outsider)
    assert "Aldo" not in theirs.get(WALL).text
    assert theirs.post(f"{WALL}{wait.pk}/answer/").status_code == 404


def test_list_alone_when_somebody_came_or_went(browser, waits):
    waits("Aldo", 5)
    part = browser.get(WALL, headers=HTMX).text
    assert "Aldo" in part and "<html" not in part


@pytest.mark.parametrize("number", [1, 3, 100])
def test_wall_costs_the_same_however_many_wait(browser, waits, number, django_assert_num_queries):
    for one in range(number):
        waits(f"Persona {one}", one)
    with django_assert_num_queries(QUERIES):
        assert browser.get(WALL).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_open_walls_of_the_desk_hear_of_it(agent, outsider, waits):
    waits("Aldo", 5)
    assert told(agent, Cursor(0, 0)) == [{"topics": ["wall"], "kind": "wait.started"}]
    assert told(outsider, Cursor(0, 0)) == []
