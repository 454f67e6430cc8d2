"""A request on hold comes back when its date has come."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import SYSTEM
from aiuto.promises.settling import settle
from aiuto.tickets import moving
from aiuto.tickets.locking import lock
from aiuto.tickets.models import State
from aiuto.tickets.queries.due import holds_over


def end_holds(*, now: datetime, limit: int = 200) -> int:
    """Open up to `limit` requests whose hold is over, each in a transaction of its own; how many."""
    return sum(_end(ticket_id, now=now) for ticket_id in holds_over(now, limit=limit))


@transaction.atomic
def _end(ticket_id: int, *, now: datetime) -> bool:
    ticket = lock(ticket_id)
    if ticket.state != State.HOLD or ticket.hold_until is None or ticket.hold_until > now:
        return False
    moving.reopen(ticket, by=SYSTEM, now=now)
    settle(ticket, now=now)
    return True
