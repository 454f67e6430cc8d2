"""Rule-made promises counted anew, when the reason is said or hours of work change; what was told in words stays."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.promises.counting import wakes_at
from aiuto.promises.models import BY_RULE, Kind, Promise, State
from aiuto.promises.ruling import due_for
from aiuto.promises.settling import owed_on
from aiuto.tickets.models import Ticket


@transaction.atomic(savepoint=False)
def recount(ticket: Ticket, *, by: Actor, now: datetime) -> int:
    """Of the (locked) ticket, what rules promised and is open; how many have another time. `settle` comes after it."""
    moved = 0
    for promise in owed_on(ticket):
        if promise.by_rule and promise.state == State.OPEN and promise.kind in BY_RULE:
            moved += _recount(promise, ticket, by=by, now=now)
    return moved


def _recount(promise: Promise, ticket: Ticket, *, by: Actor, now: datetime) -> bool:
    who, why = ticket.customer, ticket.reason_id
    due = due_for(ticket.desk, Kind(promise.kind), promise.made_at, customer=who, reason=why)
    if due == promise.due_at:
        return False
    was, promise.due_at = promise.due_at, due
    promise.wakes_at = wakes_at(promise, ticket.desk, now=now)
    promise.save(update_fields=["due_at", "wakes_at"])
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
