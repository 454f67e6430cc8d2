"""Two requests become one."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.tickets import merging
from aiuto.tickets.locking import lock_two
from aiuto.tickets.models import Ticket


@transaction.atomic
def merge(reference: str, *, into: str, user: User, now: datetime) -> Ticket:
    """Merge the request into another of the same desk; returns the other. Raises TicketError."""
    ticket, target = lock_two(user, reference, into)
    return merging.merge(ticket, into=target, by=person(user.pk), now=now)
