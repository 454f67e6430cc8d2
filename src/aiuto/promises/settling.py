"""After every act on a request: never silence, and the request knows what is due first."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from aiuto.journal.actors import RULE
from aiuto.promises.clauses import Clause
from aiuto.promises.counting import hours_of
from aiuto.promises.ending import end
from aiuto.promises.making import make_by_rule
from aiuto.promises.models import IS_OWED, Ended, KeptBy, Kind, Promise, Starts
from aiuto.promises.models import State as PromiseState
from aiuto.promises.ruling import Ruled, ruled_besides, ruled_for, terms_besides
from aiuto.rows.asking import Question
from aiuto.rows.updating import update
from aiuto.tickets.models import OURS, State, Ticket
from aiuto.tickets.timing import set_due, worked

NOTHING = timedelta()
_STOPS = Q(kept_by=KeptBy.SOLVED, state=PromiseState.MOOT, reason=Ended.WAITING, renegotiated_to__isnull=True)
_STANDING = Question(
    lambda ticket: (
        Promise.objects.select_for_update(of=("self",), no_key=True)
        .filter(IS_OWED | _STOPS, ticket=ticket)
        .order_by("due_at", "id")
    ),
    int,
)


def owed_on(ticket: Ticket) -> list[Promise]:
    """What is owed on the (locked) ticket, what is due first in front; locked."""
    return [each for each in _STANDING.ask(ticket.pk) if each.closed_at is None]


@transaction.atomic(savepoint=False)
def settle(ticket: Ticket, *, now: datetime) -> Ticket:
    """Where the (locked) ticket waits for us and nothing open is promised, news are; by the desk's rhythm.

    A solution whose time had stopped goes on. Where it no longer waits for the customer, they are not reminded. What is
    sent by itself is nobody's turn.
    """
    standing = _STANDING.ask(ticket.pk)
    owed = [each for each in standing if each.closed_at is None and each.is_ours_to_do]
    if waits_for_us(ticket) or _is_on_hold(ticket):
        owed += [_go_on(each, ticket, now=now) for each in standing if each.closed_at]
    if not _is_theirs(ticket):
        end(standing, Ended.TURN, kinds=(Kind.REMINDER,), by=RULE, now=now)
    if waits_for_us(ticket) and not any(map(_is_heard_of, owed)):
        owed.append(_next(ticket, owed, now=now))
    elif _is_on_hold(ticket) and not any(map(_is_heard_of_by_rule, owed)):
        owed += _next_on_hold(ticket, now=now)
    was = ticket.next_due_at, ticket.turn_at
    set_due(ticket, min((promise.next_due(now) for promise in owed), default=None))
    if was != (ticket.next_due_at, ticket.turn_at):
        update(ticket, "next_due_at", "turn_at")
    return ticket


def waits_for_us(ticket: Ticket) -> bool:
    """Whether somebody waits for us there."""
    return ticket.state in OURS and not ticket.spam and ticket.merged_into_id is None


def _is_theirs(ticket: Ticket) -> bool:
    return ticket.state == State.WAITING and not ticket.spam and ticket.merged_into_id is None


def _is_heard_of(promise: Promise) -> bool:
    """Our word to a colleague, the time for a solution and for a question after it are ours to know.

    Until then they would hear nothing; a colleague who asked for it hears when their request is solved.
    """
    is_ours = promise.kept_by == KeptBy.SOLVED or promise.starts == Starts.SOLVED
    is_a_colleagues = promise.to_id is not None and not promise.is_the_request
    return promise.state == PromiseState.OPEN and not is_ours and not is_a_colleagues


def _is_on_hold(ticket: Ticket) -> bool:
    return ticket.state == State.HOLD and not ticket.spam and ticket.merged_into_id is None


def _is_heard_of_by_rule(promise: Promise) -> bool:
    return promise.by_rule and _is_heard_of(promise)


def _next(ticket: Ticket, owed: list[Promise], *, now: datetime) -> Promise:
    late = any(promise.kind == Kind.FIRST_ANSWER for promise in owed)
    kind = Kind.FIRST_ANSWER if ticket.state == State.NEW and not late else Kind.NEXT_UPDATE
    ruled = ruled_for(ticket.desk, kind, now, customer=ticket.customer, reason=ticket.reason_id)
    return make_by_rule(ticket, kind, ruled, now=now)


def _next_on_hold(ticket: Ticket, *, now: datetime) -> list[Promise]:
    """News before its day, where a rule wants them."""
    kind, until = Kind.NEXT_UPDATE, ticket.hold_until
    ruled = ruled_besides(ticket, kind, Starts.HOLD, now)
    if ruled is None or until is None or ruled.due >= until:
        return []
    return [make_by_rule(ticket, kind, ruled, now=now)]


def _go_on(stopped: Promise, ticket: Ticket, *, now: datetime) -> Promise:
    """The time that was left when it became the customer's turn is left now."""
    since = stopped.closed_at or now
    due = due_with_what_was_left(ticket, stopped_at=since, due=stopped.due_at, now=now)
    ruled = Ruled(due, Clause(kept_by=KeptBy.SOLVED))
    source, made = stopped.source_id, stopped.made_at
    stopped.renegotiated_to = make_by_rule(ticket, Kind.FIX, ruled, source=source, since=made, now=now)
    stopped.save(update_fields=["renegotiated_to"])
    return stopped.renegotiated_to


def due_with_what_was_left(ticket: Ticket, *, stopped_at: datetime, due: datetime, now: datetime) -> datetime:
    """Of the desk's working time, unless its rule counts by the clock; `now` where none was left."""
    terms = terms_besides(ticket, Kind.FIX, Starts.OPENING)
    if terms and not terms.working:
        return now + max(due - stopped_at, NOTHING)
    return worked(ticket.desk, now, max(hours_of(ticket.desk).between(stopped_at, due), NOTHING))
