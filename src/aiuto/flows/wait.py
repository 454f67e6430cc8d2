"""It is the customer's turn."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.promises import acting
from aiuto.promises.settling import settle
from aiuto.tickets import moving
from aiuto.tickets.locking import lock_for
from aiuto.tickets.models import Ticket


@transaction.atomic
def wait(reference: str, *, user: User, now: datetime) -> Ticket:
    """Move the request to waiting. Raises TicketError."""
    actor = person(user.pk)
    ticket = moving.wait(lock_for(user, reference), by=actor, now=now)
    acting.wait(ticket, by=actor, now=now)
    return settle(ticket, now=now)
