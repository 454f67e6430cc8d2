"""Rule-made promises counted anew, when the reason is said or hours of work change; what was told stays."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.promises.counting import wakes_at
from aiuto.promises.models import BY_RULE, Kind, Promise, State
from aiuto.promises.ruling import due_for
from aiuto.promises.settling import owed_on
from aiuto.tickets.models import Ticket


def recount_soon(desks: Iterable[int], *, now: datetime) -> int:
    """What rules promised at these desks and is open is counted anew by the worker, at its next look; how many."""
    made = Promise.objects.filter(desk__in=list(desks), made_by__isnull=True, state=State.OPEN)
    return made.filter(kind__in=BY_RULE, closed_at__isnull=True, told=False).update(
        recounts=True, wakes_at=now
    )


@transaction.atomic(savepoint=False)
def recount(ticket: Ticket, *, by: Actor, now: datetime) -> int:
    """Of the (locked) ticket, what rules promised and is open; how many have another time. `settle` comes after it."""
    moved = 0
    for promise in owed_on(ticket):
        if promise.by_rule and promise.state == State.OPEN and promise.kind in BY_RULE and not promise.told:
            moved += recount_one(promise, ticket, by=by, now=now)
    return moved


@transaction.atomic(savepoint=False)
def recount_one(promise: Promise, ticket: Ticket, *, by: Actor, now: datetime) -> bool:
    """Count it from when it was made; whether it has another time now."""
    who, why = ticket.customer, ticket.reason_id
    due = due_for(ticket.desk, Kind(promise.kind), promise.made_at, customer=who, reason=why)
    was, promise.due_at, promise.recounts = promise.due_at, due, False
    promise.wakes_at = wakes_at(promise, ticket.desk, now=now)
    promise.save(update_fields=["due_at", "wakes_at", "recounts"])
    if due == was:
        return False
    record(
        "promise.recounted",
        by=by,
        now=now,
        ticket=ticket.pk,
        promise=promise.pk,
        was=was.isoformat(),
        due=due.isoformat(),
    )
    return True
