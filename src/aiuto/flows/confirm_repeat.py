"""A person says that a request is the same again as one that was solved before."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.tickets import lasting
from aiuto.tickets.errors import NotFound
from aiuto.tickets.locking import lock_for
from aiuto.tickets.models import Ticket
from aiuto.tickets.queries.pages import ticket_called


@transaction.atomic
def confirm_repeat(reference: str, *, other: str, user: User, now: datetime) -> Ticket:
    """What was found between the request and `other` is so. Raises TicketError."""
    ticket, found = lock_for(user, reference), ticket_called(user, other)
    if found is None:
        raise NotFound
    return lasting.confirm_repeat(ticket, found, by=person(user.pk), now=now)
