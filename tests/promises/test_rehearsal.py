"""Terms tried on the month that was: what they would have warned of, and what would have been broken."""

from datetime import timedelta

import pytest

from aiuto.promises.models import Kind, Promise
from aiuto.promises.queries.rehearsal import Rehearsed, Terms, rehearse

pytestmark = pytest.mark.both_databases

HOUR = timedelta(hours=1)
FOUR_HOURS = Terms(240, working=False)


@pytest.fixture
def made(ticket, now):
    """A first answer that was promised so many hours ago, and what became of it after how many."""
    Promise.objects.all().delete()

    def made(ago: float, state: str, after: float | None = None, **given: object) -> Promise:
        begun = now - ago * HOUR
        closed = None if after is None else begun + after * HOUR
        given = {"kind": Kind.FIRST_ANSWER, "due_at": begun + 24 * HOUR} | given
        return Promise.objects.create(
            ticket=ticket, desk=ticket.desk, made_at=begun, state=state, closed_at=closed, **given
        )

    return made


def tried(now, **given: int) -> Rehearsed:
    return rehearse(FOUR_HOURS, Kind.FIRST_ANSWER, now=now, **given)


def test_what_was_answered_is_measured_by_when(made, now):
    made(100, "kept", after=2)
    made(100, "kept", after=3.5)
    made(100, "kept_late", after=30)
    assert tried(now) == Rehearsed(number=3, warned=2, broken=1)


def test_what_nobody_has_answered_would_have_been_broken(made, now):
    """The worst of the month is not left out because it has no end."""
    made(100, "broken")
    made(5, "open")
    assert tried(now) == Rehearsed(number=2, warned=2, broken=2)


def test_what_may_still_be_kept_says_nothing_yet(made, now):
    made(3.5, "open")
    made(2, "kept", after=1)
    assert tried(now) == Rehearsed(number=1, warned=0, broken=0)


@pytest.mark.parametrize("state", ["moot", "released", "renegotiated"])
def test_what_nobody_needed_says_nothing(made, now, state):
    made(100, state, after=50)
    assert tried(now) == Rehearsed(number=0, warned=0, broken=0)


def test_word_of_a_person_another_kind_and_another_month_are_left_out(made, agent, now):
    made(100, "kept", after=30, made_by=agent)
    made(100, "kept", after=30, kind=Kind.NEXT_UPDATE)
    made(24 * 40, "kept", after=30)
    assert tried(now).number == 0


def test_reason_and_customer_narrow_it(made, ticket, now):
    made(100, "kept", after=30)
    assert tried(now, customer=ticket.customer_id).number == 1
    assert tried(now, customer=ticket.customer_id + 1).number == 0
    assert tried(now, desk=ticket.desk_id + 1).number == 0
