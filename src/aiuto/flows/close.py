"""A solved request is over."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.recovery.errors import StillMending
from aiuto.recovery.queries import under_way
from aiuto.tickets import moving
from aiuto.tickets.locking import lock_for
from aiuto.tickets.models import Ticket


@transaction.atomic
def close(reference: str, *, user: User, now: datetime) -> Ticket:
    """Close the request. Raises TicketError: StillMending while a recovery is under way."""
    ticket = lock_for(user, reference)
    if under_way(ticket.pk):
        raise StillMending
    return moving.close(ticket, by=person(user.pk), now=now)
