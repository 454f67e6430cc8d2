"""Terms tried on the month that was: what they would have warned of, and what would have been broken."""

from datetime import timedelta

import pytest

from aiuto.flows.reply import reply
from aiuto.promises.models import Kind, Promise
from aiuto.promises.queries.rehearsal import Clause, Rehearsed, Terms, rehearse, sayings
from aiuto.tickets.models import Ticket

pytestmark = pytest.mark.both_databases

HOUR = timedelta(hours=1)
ANSWERED = Clause("opening", "helpful")
FOUR_HOURS = Terms(240, False, ANSWERED)


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


def test_any_answer_is_enough_where_the_rule_says_so(made, now):
    made(100, "kept", after=30, responded_at=now - 99 * HOUR)
    assert rehearse(Terms(240, False, Clause("opening", "human")), "first_answer", now=now).broken == 0
    assert tried(now).broken == 1


def test_solution_is_tried_on_requests_and_when_they_were_solved(ticket, now):
    solution = Terms(240, False, Clause("opening", "solved"))
    later = now + 100 * HOUR
    assert rehearse(solution, "fix", now=later) == Rehearsed(number=1, warned=1, broken=1)
    Ticket.objects.update(state="solved", solved_at=now + 3.5 * HOUR)
    assert rehearse(solution, "fix", now=later) == Rehearsed(number=1, warned=1, broken=0)
    assert rehearse(solution, "fix", reason=1, now=later).number == 0


def test_news_after_each_message_are_tried_on_messages_and_our_next_word(ticket, agent, now):
    after_each = Terms(240, False, Clause("message", "helpful"))
    reply(ticket.reference, user=agent, text="Le spediamo oggi un trasformatore.", now=now + HOUR)
    assert rehearse(after_each, "next_update", now=now + 9 * HOUR) == Rehearsed(1, warned=0, broken=0)


def test_reason_and_customer_narrow_it(made, ticket, now):
    made(100, "kept", after=30)
    assert tried(now, customer=ticket.customer_id).number == 1
    assert tried(now, customer=ticket.customer_id + 1).number == 0
    assert tried(now, desk=ticket.desk_id + 1).number == 0


def test_all_that_a_rule_may_say_can_be_tried(ticket, now):
    for kind, starts, kept_by in sayings():
        tried = rehearse(Terms(240, False, Clause(starts, kept_by)), kind, now=now, customer=1)
        assert tried.warned == tried.broken == 0, (kind, starts, kept_by)
