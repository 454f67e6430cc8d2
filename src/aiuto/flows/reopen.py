"""A request comes back to us."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.promises.settling import settle
from aiuto.tickets import moving
from aiuto.tickets.locking import lock_for
from aiuto.tickets.models import Ticket


@transaction.atomic
def reopen(reference: str, *, user: User, now: datetime) -> Ticket:
    """Open the request again. Raises TicketError."""
    ticket = moving.reopen(lock_for(user, reference), by=person(user.pk), now=now)
    return settle(ticket, now=now)
