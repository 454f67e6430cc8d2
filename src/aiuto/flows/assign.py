"""A request gets an owner, or loses it."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.people.queries import colleague
from aiuto.tickets import assigning
from aiuto.tickets.errors import NotAllowed
from aiuto.tickets.locking import lock_for
from aiuto.tickets.models import Ticket


@transaction.atomic
def assign(reference: str, *, user: User, owner: int | None, now: datetime) -> Ticket:
    """Give the request to this colleague, or to nobody. Raises TicketError."""
    ticket = lock_for(user, reference)
    new_owner = colleague(owner) if owner else None
    if owner and new_owner is None:
        raise NotAllowed
    return assigning.assign(ticket, owner=new_owner, by=person(user.pk), now=now)
