"""The minute: somebody waits on a live channel, and only a person who helps stops their clock."""

from datetime import timedelta

import pytest

from aiuto.flows.answer_waiting import answer_waiting
from aiuto.flows.end_waiting import end_waiting
from aiuto.flows.hang_up import hang_up
from aiuto.flows.start_waiting import Caller, start_waiting
from aiuto.journal.models import Event
from aiuto.tickets.errors import NotFound, WaitsNoMore
from aiuto.tickets.models import Wait, WaitState
from aiuto.tickets.waits import MOVES, check_move
from tests.security.test_forms_at_once import at_once

SECOND = timedelta(seconds=1)


@pytest.fixture
def wait(desk, now) -> Wait:
    return start_waiting(Caller(channel="chat", key="c-1", name="Giulia Neri"), desk, now=now)


def kinds() -> list[str]:
    return list(Event.objects.filter(kind__startswith="wait.").order_by("id").values_list("kind", flat=True))


def test_clock_runs_to_the_desks_limit(desk, wait, now):
    assert (wait.since, wait.answer_by) == (now, now + 60 * SECOND)
    desk.wait_seconds = 20
    other = start_waiting(Caller(channel="phone", key="p-1"), desk, now=now)
    assert other.answer_by == now + 20 * SECOND


def test_conversation_started_again_runs_on_from_its_first_moment(desk, wait, now):
    again = start_waiting(Caller(channel="chat", key="c-1"), desk, now=now + 30 * SECOND)
    assert (again.pk, again.since) == (wait.pk, now)
    assert kinds() == ["wait.started"]


def test_conversation_that_was_answered_waits_anew(desk, wait, agent, now):
    answer_waiting(wait.pk, user=agent, now=now + SECOND)
    again = start_waiting(Caller(channel="chat", key="c-1"), desk, now=now + 9 * SECOND)
    assert (again.pk != wait.pk, again.since) == (True, now + 9 * SECOND)


@pytest.mark.parametrize(
    "text",
    [
        "Un momento per favore, verifico e le faccio sapere.",
        "In questo momento tutti i nostri operatori sono occupati, la preghiamo di attendere.",
        "Abbiamo ricevuto il suo messaggio.",
        "Hi, all our agents are busy, please hold on.",
    ],
)
def test_holding_phrase_or_excuse_is_a_response_and_the_clock_runs_on(wait, agent, now, text):
    answer_waiting(wait.pk, user=agent, text=text, now=now + 5 * SECOND)
    wait.refresh_from_db()
    assert (wait.responded_at, wait.over_at, wait.state) == (now + 5 * SECOND, None, "waiting")
    assert kinds() == ["wait.started", "wait.responded"]


def test_both_figures_are_kept(wait, agent, now):
    answer_waiting(wait.pk, user=agent, text="Abbiamo ricevuto il suo messaggio.", now=now + 5 * SECOND)
    answer_waiting(wait.pk, user=agent, text="Abbiamo ricevuto il suo messaggio.", now=now + 9 * SECOND)
    answer_waiting(
        wait.pk,
        user=agent,
        text="Sì, la lampada è in arrivo: consegna giovedì alle 10.",
        now=now + 48 * SECOND,
    )
    wait.refresh_from_db()
    assert (wait.responded_at, wait.over_at) == (now + 5 * SECOND, now + 48 * SECOND)
    assert kinds() == ["wait.started", "wait.responded", "wait.answered"]


def test_person_who_speaks_with_them_stops_the_clock(wait, agent, now):
    answered = answer_waiting(wait.pk, user=agent, now=now + 7 * SECOND)
    assert (answered.state, answered.responded_at, answered.over_at) == ("answered", *[now + 7 * SECOND] * 2)


@pytest.mark.parametrize(("helped", "state"), [(True, "helped"), (False, "left")])
def test_person_says_how_it_ended(wait, agent, now, helped, state):
    ended = end_waiting(wait.pk, user=agent, helped=helped, now=now + SECOND)
    assert (ended.state, ended.over_at, ended.responded_at) == (state, now + SECOND, None)
    assert kinds()[-1] == f"wait.{state}"


def test_channel_says_that_they_are_gone_once(wait, now):
    gone = hang_up("chat", "c-1", now=now + SECOND)
    assert gone and gone.state == "left"
    assert hang_up("chat", "c-1", now=now + 2 * SECOND) is None
    assert kinds() == ["wait.started", "wait.left"]


def test_nobody_answers_or_ends_what_is_over(wait, agent, colleague, now):
    answer_waiting(wait.pk, user=agent, now=now + SECOND)
    for act in (answer_waiting, end_waiting):
        with pytest.raises(WaitsNoMore):
            act(wait.pk, user=colleague, now=now + 2 * SECOND)
    assert Wait.objects.get().over_at == now + SECOND


def test_other_desks_people_do_not_find_it(wait, outsider, now):
    for act in (answer_waiting, end_waiting):
        with pytest.raises(NotFound):
            act(wait.pk, user=outsider, now=now)


@pytest.mark.parametrize("state", WaitState)
@pytest.mark.parametrize("to", WaitState)
def test_every_move_is_by_the_table(state, to):
    wait = Wait(state=state)
    if to in MOVES[state]:
        check_move(wait, to)
        return
    with pytest.raises(WaitsNoMore):
        check_move(wait, to)


@pytest.mark.django_db(transaction=True)
def test_started_twice_at_the_same_moment_is_one_wait(desk, now):
    caller = Caller(channel="phone", key="p-1")
    found = at_once(*(lambda: start_waiting(caller, desk, now=now).pk for _press in range(4)))
    assert len(set(found)) == 1
    assert (Wait.objects.count(), kinds()) == (1, ["wait.started"])


@pytest.mark.django_db(transaction=True)
def test_two_who_answer_at_the_same_moment_are_one_answer(wait, agent, colleague, now):
    def press(user):
        try:
            return answer_waiting(wait.pk, user=user, now=now + SECOND).state
        except WaitsNoMore:
            return "late"

    assert sorted(at_once(*(lambda u=u: press(u) for u in (agent, colleague)))) == ["answered", "late"]
    assert kinds() == ["wait.started", "wait.answered"]
