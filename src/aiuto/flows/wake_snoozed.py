"""A sleeping request is back when its moment has come, and whoever put it to sleep is told."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import SYSTEM
from aiuto.journal.queries import last_person
from aiuto.notices.models import Kind
from aiuto.notices.telling import tell
from aiuto.tickets.locking import lock
from aiuto.tickets.queries.due import sleeps_over
from aiuto.tickets.snoozing import wake


def wake_snoozed(*, now: datetime, limit: int = 200) -> int:
    """Wake up to `limit` requests whose moment has come, each in a transaction of its own; how many."""
    return sum(_wake(ticket_id, now=now) for ticket_id in sleeps_over(now, limit=limit))


@transaction.atomic
def _wake(ticket_id: int, *, now: datetime) -> bool:
    ticket = lock(ticket_id)
    if ticket.snoozed_until is None or ticket.snoozed_until > now:
        return False
    wake(ticket, by=SYSTEM, now=now)
    sleeper = last_person(ticket.pk, "ticket.snoozed")
    tell([sleeper] if sleeper else [], kind=Kind.WOKE, ticket=ticket.pk, by=SYSTEM, now=now)
    return True
