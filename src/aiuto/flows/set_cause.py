"""An agent says what went wrong, by itself or as they close its recovery."""

from datetime import datetime

from django.db import transaction

from aiuto.flows.failing import learn_cause
from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.tickets.locking import lock_for
from aiuto.tickets.models import Ticket


@transaction.atomic
def set_cause(reference: str, *, cause: int | None, user: User, now: datetime) -> Ticket:
    """One of the causes in use, or none; what it repeats is found by it, and a recovery may be a second failure.

    Raises TicketError.
    """
    ticket = lock_for(user, reference)
    learn_cause(ticket, cause=cause, by=person(user.pk), now=now)
    return ticket
