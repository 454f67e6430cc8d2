"""A solved request is over."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.tickets import moving
from aiuto.tickets.locking import lock_for
from aiuto.tickets.models import Ticket


@transaction.atomic
def close(reference: str, *, user: User, now: datetime) -> Ticket:
    """Close the request. Raises TicketError."""
    return moving.close(lock_for(user, reference), by=person(user.pk), now=now)
