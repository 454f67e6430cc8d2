"""Words and deeds: what was nice but unsolved, and what was solved but cold."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from aiuto.promises.models import Promise
from aiuto.promises.queries.courtesy import nice_but_unsolved, solved_but_cold
from aiuto.tickets.models import Cause, Link, Message, Ticket
from tests.workspace.conftest import signed_in

PAGE = "/promises/courtesy/"
HOUR = timedelta(hours=1)
QUERIES = 12


def say(ticket: Ticket, tone: str) -> None:
    now = timezone.now()
    Message.objects.create(ticket=ticket, direction="out", tone=tone, text="…", at=now, stored_at=now)


def break_(ticket: Ticket, *, at: datetime | None = None, times: int = 1) -> None:
    at = at or timezone.now() - HOUR
    for _ in range(times):
        given = {"kind": "fix", "state": "broken", "made_at": at - HOUR, "due_at": at, "broken_at": at}
        Promise.objects.create(ticket=ticket, desk=ticket.desk, **given)


@pytest.fixture
def repeat(make):
    """`repeat(ticket)`: one more earlier fix that it shows did not last."""

    def repeat(ticket: Ticket, *, kind: str = "again") -> Link:
        cause = Cause.objects.get(given="faulty_goods")
        Ticket.objects.filter(pk=ticket.pk).update(cause=cause, created_at=timezone.now() - HOUR)
        return Link.objects.create(earlier=make(cause=cause), later=ticket, kind=kind)

    return repeat


@pytest.fixture
def nice(make):
    """A request with friendly words."""
    ticket = make(subject="Nuvola rotta")
    say(ticket, "friendly")
    return ticket


def test_friendly_words_over_two_broken_promises_stand_there(browser, nice):
    break_(nice, at=timezone.now() - timedelta(days=20))
    assert "Nuvola rotta" not in browser.get(PAGE).text
    break_(nice)
    assert "Nuvola rotta" in browser.get(PAGE).text


def test_friendly_words_over_two_repeats_stand_there(browser, nice, repeat):
    repeat(nice)
    assert "Nuvola rotta" not in browser.get(PAGE).text
    cut = repeat(nice)
    assert "Nuvola rotta" in browser.get(PAGE).text
    Link.objects.filter(pk=cut.pk).update(kind="no_repeat")
    assert "Nuvola rotta" not in browser.get(PAGE).text


def test_a_broken_promise_and_a_repeat_are_two(browser, nice, repeat):
    break_(nice)
    repeat(nice, kind="repeat")
    assert "Nuvola rotta" in browser.get(PAGE).text


def test_without_friendly_words_it_is_not_nice(browser, make):
    ticket = make(subject="Fredda")
    say(ticket, "")
    break_(ticket, times=2)
    assert "Fredda" not in browser.get(PAGE).text


def test_what_broke_before_yesterday_stands_there_no_more(browser, nice):
    break_(nice, at=timezone.now() - timedelta(days=3), times=2)
    assert "Nuvola rotta" not in browser.get(PAGE).text


def test_solved_with_cold_words_alone_stands_there(browser, make):
    cold = make(subject="Solo fredda", state="solved", solved_at=timezone.now())
    both = make(subject="Anche gentile", state="solved", solved_at=timezone.now())
    plain = make(subject="Semplice", state="solved", solved_at=timezone.now())
    for ticket, tone in ((cold, "cold"), (both, "cold"), (both, "friendly"), (plain, "")):
        say(ticket, tone)
    make(subject="Aperta", state="open")
    page = browser.get(PAGE).text
    assert "Solo fredda" in page
    assert not [name for name in ("Anche gentile", "Semplice", "Aperta") if name in page]


def test_other_desks_stay_there(outsider, nice, make):
    break_(nice, times=2)
    say(make(subject="Solo fredda", state="solved", solved_at=timezone.now()), "cold")
    page = signed_in(outsider).get(PAGE).text
    assert "Nuvola rotta" not in page and "Solo fredda" not in page


@pytest.mark.parametrize("number", [1, 3, 100])
def test_lists_ask_the_same_number_of_queries(browser, make, repeat, number, django_assert_num_queries):
    for _ in range(number):
        ticket = make()
        say(ticket, "friendly")
        break_(ticket)
        repeat(ticket)
        say(make(state="solved", solved_at=timezone.now()), "cold")
    with django_assert_num_queries(QUERIES):
        assert browser.get(PAGE).text


@pytest.mark.sqlite_only
def test_lists_walk_the_indexes_of_what_failed_and_what_was_solved(agent, nice, repeat):
    break_(nice)
    repeat(nice)
    with CaptureQueriesContext(connection) as queries:
        nice_but_unsolved(agent, since=timezone.now() - 48 * HOUR, until=timezone.now())
        solved_but_cold(agent, since=timezone.now() - 48 * HOUR, until=timezone.now())
    with connection.cursor() as cursor:
        plans = [
            str(cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}", []).fetchall()) for query in queries
        ]
    for index in ("promises_broken", "tickets_repeats", "tickets_to_close"):
        assert any(f"INDEX {index}" in plan for plan in plans)


@pytest.mark.parametrize(
    ("text", "tone"),
    [
        (
            "Gentile Giulia, mi dispiace molto per il disagio: domani Le spediamo una lampada nuova.",
            "friendly",
        ),
        ("Rimborso effettuato. Pratica chiusa.", "cold"),
        ("La lampada Nuvola è alta 42 cm.", ""),
    ],
)
def test_tone_of_an_answer_is_kept_when_it_is_sent(browser, arrive, text, tone):
    reference = arrive().ticket
    browser.post(f"/tickets/{reference}/reply/", {"text": text})
    assert Message.objects.get(ticket__reference=reference, direction="out").tone == tone
