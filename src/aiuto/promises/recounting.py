"""Rule-made promises counted anew, when the reason is said or hours of work change; what was told stays."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from aiuto.journal.actors import Actor
from aiuto.journal.queries import making_of
from aiuto.journal.recording import record
from aiuto.promises import reminding
from aiuto.promises.clauses import Clause
from aiuto.promises.counting import wakes_at
from aiuto.promises.models import BY_RULE, KeptBy, Kind, Promise, Starts, State
from aiuto.promises.queries.reminders import said_at
from aiuto.promises.ruling import Ruled, ruled_besides, ruled_for
from aiuto.promises.settling import due_with_what_was_left, owed_on
from aiuto.tickets.models import Ticket


def recount_soon(desks: Iterable[int], *, now: datetime) -> int:
    """What rules promised at these desks and is open is counted anew by the worker, at its next look; how many."""
    made = Promise.objects.filter(desk__in=list(desks), made_by__isnull=True, state=State.OPEN)
    counted = made.filter(~Q(starts="") | Q(kept_by=KeptBy.SOLVED), closed_at__isnull=True, told=False)
    return counted.update(recounts=True, wakes_at=now)


@transaction.atomic(savepoint=False)
def recount(ticket: Ticket, *, by: Actor, now: datetime) -> int:
    """Of the (locked) ticket, what rules promised and is open; how many have another time. `settle` comes after it."""
    moved = 0
    for promise in owed_on(ticket):
        if promise.is_counted_anew and promise.state == State.OPEN and not promise.told:
            moved += recount_one(promise, ticket, by=by, now=now)
    return moved


@transaction.atomic(savepoint=False)
def bring_forward(promise: Promise, ticket: Ticket, *, due: datetime, by: Actor, now: datetime) -> bool:
    """What is open is owed sooner than it was; whether it is. `settle` comes after it."""
    was = promise.due_at
    if promise.state != State.OPEN or due >= was:
        return False
    promise.due_at = due
    promise.wakes_at = wakes_at(promise, ticket.desk, now=now)
    promise.save(update_fields=["due_at", "wakes_at"])
    _record(promise, was, by=by, now=now)
    return True


@transaction.atomic(savepoint=False)
def recount_one(promise: Promise, ticket: Ticket, *, by: Actor, now: datetime) -> bool:
    """Count it from when it was made; whether it has another time now."""
    was, ruled = promise.due_at, _ruled_anew(promise, ticket)
    promise.recounts = False
    if ruled:
        promise.due_at, promise.until, promise.kept_by = ruled.due, ruled.until, ruled.clause.kept_by
    promise.wakes_at = wakes_at(promise, ticket.desk, now=now)
    promise.save(update_fields=["due_at", "until", "kept_by", "wakes_at", "recounts"])
    if promise.due_at == was:
        return False
    _record(promise, was, by=by, now=now)
    return True


def _record(promise: Promise, was: datetime, *, by: Actor, now: datetime) -> None:
    record(
        "promise.recounted",
        by=by,
        now=now,
        ticket=promise.ticket_id,
        promise=promise.pk,
        was=was.isoformat(),
        due=promise.due_at.isoformat(),
    )


def _ruled_anew(promise: Promise, ticket: Ticket) -> Ruled | None:
    """As the rule says now; None where none does any more, and what was promised stays."""
    if not promise.starts:
        return _went_on(promise, ticket)
    if promise.kind == Kind.REMINDER:
        return reminding.ruled(ticket, said_at(promise), since=promise.made_at)
    kind, starts, since = Kind(promise.kind), Starts(promise.starts), promise.made_at
    if kind not in BY_RULE or starts == Starts.HOLD:
        return ruled_besides(ticket, kind, starts, since)
    who, why = ticket.customer, ticket.reason_id
    return ruled_for(ticket.desk, kind, since, customer=who, reason=why, starts=starts)


def _went_on(promise: Promise, ticket: Ticket) -> Ruled | None:
    """A solution whose time had stopped: what was left then, as it is counted now, from when it went on."""
    stopped = Promise.objects.filter(renegotiated_to=promise).first()
    if stopped is None or stopped.closed_at is None:
        return None
    before, went_on = _ruled_anew(stopped, ticket), making_of(ticket.pk, promise.pk)
    if before is None or went_on is None:
        return None
    due = due_with_what_was_left(ticket, stopped_at=stopped.closed_at, due=before.due, now=went_on.at)
    return Ruled(due, Clause(kept_by=KeptBy.SOLVED))
