"""A person says that a request is spam, or that it is not."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.promises import acting
from aiuto.promises.settling import settle
from aiuto.tickets import addressing
from aiuto.tickets.lasting import find_repeats
from aiuto.tickets.locking import lock_for
from aiuto.tickets.models import Ticket


@transaction.atomic
def mark_spam(reference: str, *, spam: bool = True, user: User, now: datetime) -> Ticket:
    """Put the request aside with the quarantine, or take it back. Raises TicketError."""
    actor = person(user.pk)
    ticket = addressing.mark_spam(lock_for(user, reference), spam=spam, by=actor, now=now)
    if spam:
        acting.put_aside(ticket, by=actor, now=now)
    find_repeats(ticket, now=now)
    return settle(ticket, now=now)
