"""Tags are put on a request and taken off."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.tickets import tagging
from aiuto.tickets.locking import lock_for
from aiuto.tickets.models import Ticket


@transaction.atomic
def tag(
    reference: str, *, user: User, add: Iterable[str] = (), remove: Iterable[str] = (), now: datetime
) -> Ticket:
    """Add and remove tags by name. Raises TicketError."""
    ticket = lock_for(user, reference)
    return tagging.tag(ticket, add=add, remove=remove, by=person(user.pk), now=now)
