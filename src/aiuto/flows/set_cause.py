"""An agent says what went wrong."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.tickets import tagging
from aiuto.tickets.locking import lock_for
from aiuto.tickets.models import Ticket


@transaction.atomic
def set_cause(reference: str, *, cause: int | None, user: User, now: datetime) -> Ticket:
    """One of the causes in use, or none. Raises TicketError."""
    ticket = lock_for(user, reference)
    return tagging.set_cause(ticket, cause=cause, by=person(user.pk), now=now)
