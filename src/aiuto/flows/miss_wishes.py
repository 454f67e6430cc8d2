"""A day by which customers needed something has passed without it."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import SYSTEM
from aiuto.promises.counting import zone_of
from aiuto.tickets.locking import lock
from aiuto.tickets.models import OPEN_STATES
from aiuto.tickets.queries.due import wishes_over
from aiuto.tickets.wishing import miss_wish


def miss_wishes(*, now: datetime, limit: int = 500) -> int:
    """Say of up to `limit` requests, each in a transaction of its own and once, that it is so; how many."""
    return sum(_miss(ticket_id, now=now) for ticket_id in wishes_over(now, limit=limit))


@transaction.atomic
def _miss(ticket_id: int, *, now: datetime) -> bool:
    """A recovery may begin from its event."""
    ticket = lock(ticket_id)
    today = now.astimezone(zone_of(ticket.desk)).date()
    over = ticket.wanted_by is not None and ticket.wanted_by < today and not ticket.wish_missed
    if not over or ticket.state not in OPEN_STATES:
        return False
    miss_wish(ticket, by=SYSTEM, now=now)
    return True
