"""How long people waited on live channels: the first response beside the answer that helped, and calls returned."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from aiuto.flows.answer_waiting import answer_waiting
from aiuto.flows.end_waiting import end_waiting
from aiuto.flows.note_missed_call import note_missed_call
from aiuto.flows.start_waiting import Caller, start_waiting
from aiuto.promises.models import Promise
from tests.workspace.conftest import signed_in

KEPT, SECOND = "/promises/kept/", timedelta(seconds=1)
PATIENCE = "Un momento per favore, verifico."


@pytest.fixture
def waited(desk, agent):
    """`waited(5, 48)`: a response after five seconds, an answer after 48; `waited(5, None)` left instead."""

    def waited(first: int, answered: int | None, *, held: bool = False) -> None:
        begun = timezone.now() - timedelta(days=1)
        caller = Caller(channel="chat", key=f"{first}-{answered}-{held}")
        wait = start_waiting(caller, desk, user=agent if held else None, held=held, now=begun)
        answer_waiting(wait.pk, user=agent, text=PATIENCE, now=begun + first * SECOND)
        if answered is None:
            end_waiting(wait.pk, user=agent, now=begun + 200 * SECOND)
        else:
            answer_waiting(wait.pk, user=agent, now=begun + answered * SECOND)

    return waited


def cells(page: str, row: str) -> list[str]:
    """The figures of this row of the table."""
    return re.findall(r'"number">([^<]*)<', page.partition(f">{row}</th>")[2].partition("</tr>")[0])


def test_median_and_ninth_of_both_stand_side_by_side(browser, waited):
    for answered in range(10, 110, 10):
        waited(answered // 10, answered)
    page = browser.get(KEPT).text
    assert cells(page, "to the first response") == ["10", "0:06", "0:10"]
    assert cells(page, "to an answer that helps") == ["10", "1:00", "1:40"]


def test_beside_how_fast_it_was_stands_what_lasted(browser, waited):
    waited(5, 40)
    page = browser.get(KEPT).text
    live = page.partition("On the telephone and in a chat")[2].partition("</section>")[0]
    assert "Solved and lasted, of what was solved in these days:" in live


def test_few_are_not_shown(browser, waited):
    for answered in range(10, 50, 10):
        waited(1, answered)
    assert cells(browser.get(KEPT).text, "to an answer that helps") == ["4", "–", "–"]


def test_who_left_is_said_and_who_held_on_is_not_counted_again(browser, waited):
    waited(5, None)
    waited(5, 40, held=True)
    page = browser.get(KEPT).text
    assert "One person left before an answer" in page
    assert cells(page, "to the first response")[0] == "1"
    assert cells(page, "to an answer that helps")[0] == "0"


def test_missed_calls_are_counted_as_they_were_returned(browser, desk):
    now = timezone.now()
    for number, state in enumerate(("kept", "kept", "kept_late", "broken")):
        promise = note_missed_call(f"02 765432{number}", desk=desk, at=now, now=now)
        due = now - timedelta(hours=1)
        Promise.objects.filter(pk=promise.pk).update(state=state, due_at=due, closed_at=now)
    assert "Of 4 missed calls that were due, 2 were returned in time and 1 late." in browser.get(KEPT).text


def test_figures_of_other_desks_stay_there(waited, outsider):
    waited(5, 40)
    assert "to the first response" not in signed_in(outsider).get(KEPT).text
