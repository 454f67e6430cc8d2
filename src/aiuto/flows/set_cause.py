"""An agent says what went wrong."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.tickets import tagging
from aiuto.tickets.lasting import find_repeats
from aiuto.tickets.locking import lock_for
from aiuto.tickets.models import Ticket


@transaction.atomic
def set_cause(reference: str, *, cause: int | None, user: User, now: datetime) -> Ticket:
    """One of the causes in use, or none; what it repeats is found by it. Raises TicketError."""
    ticket = lock_for(user, reference)
    tagging.set_cause(ticket, cause=cause, by=person(user.pk), now=now)
    find_repeats(ticket, now=now)
    return ticket
