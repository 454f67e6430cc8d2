"""A person says that two requests have to do with each other."""

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
def link(reference: str, *, other: str, user: User, now: datetime) -> Ticket:
    """Link the request to `other`, given by its number or reference. Raises TicketError."""
    ticket, found = lock_for(user, reference), ticket_called(user, other)
    if found is None:
        raise NotFound
    return linking.relate(ticket, found, by=person(user.pk), now=now)
