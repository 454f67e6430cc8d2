"""A person wakes a request before its time."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.tickets import snoozing
from aiuto.tickets.locking import lock_for
from aiuto.tickets.models import Ticket


@transaction.atomic
def wake(reference: str, *, user: User, now: datetime) -> Ticket:
    """Back into the lists. Raises TicketError."""
    return snoozing.wake(lock_for(user, reference), by=person(user.pk), now=now)
