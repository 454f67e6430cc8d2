"""A person says that two requests have nothing to do with each other."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.tickets import linking
from aiuto.tickets.errors import NotFound
from aiuto.tickets.locking import lock_for
from aiuto.tickets.models import Ticket
from aiuto.tickets.queries.pages import ticket_called


@transaction.atomic
def unlink(reference: str, *, other: str, user: User, now: datetime) -> Ticket:
    """Take the link to `other` away, where it is somebody's opinion and no fact. Raises TicketError."""
    ticket, found = lock_for(user, reference), ticket_called(user, other)
    if found is None:
        raise NotFound
    return linking.unlink(ticket, found, by=person(user.pk), now=now)
