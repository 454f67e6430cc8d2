"""Solved requests that stayed solved for their desk's days are closed, once nothing is to be made good there."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import SYSTEM
from aiuto.recovery.queries import under_way
from aiuto.tickets import moving
from aiuto.tickets.locking import lock
from aiuto.tickets.policies import allows, check_close
from aiuto.tickets.queries.due import solved_long_ago


def close_solved(*, now: datetime, limit: int = 200) -> int:
    """Close up to `limit` requests, each in a transaction of its own; how many."""
    closed = 0
    for ticket_id in solved_long_ago(now, limit=limit):
        closed += _close(ticket_id, now=now)
    return closed


@transaction.atomic
def _close(ticket_id: int, *, now: datetime) -> bool:
    ticket = lock(ticket_id)
    if not allows(check_close, ticket) or under_way(ticket.pk):
        return False
    moving.close(ticket, by=SYSTEM, now=now)
    return True
