"""It is somebody else's turn, until a date."""

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
def hold(reference: str, *, user: User, until: datetime, now: datetime) -> Ticket:
    """Put the request on hold until then, when its customer hears from us again. Raises TicketError."""
    actor = person(user.pk)
    ticket = moving.hold(lock_for(user, reference), until=until, by=actor, now=now)
    acting.hold(ticket, until=until, by=actor, now=now)
    return settle(ticket, now=now)
