"""Two requests become one."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.promises import acting
from aiuto.promises.settling import settle
from aiuto.tickets import merging
from aiuto.tickets.locking import lock_two
from aiuto.tickets.models import Ticket


@transaction.atomic
def merge(reference: str, *, into: str, user: User, now: datetime) -> Ticket:
    """Merge the request into another of the same desk, and what was promised there; returns the other.

    Raises TicketError.
    """
    ticket, target = lock_two(user, reference, into)
    actor = person(user.pk)
    merging.merge(ticket, into=target, by=actor, now=now)
    acting.merge(ticket, into=target, by=actor, now=now)
    settle(ticket, now=now)
    return settle(target, now=now)
