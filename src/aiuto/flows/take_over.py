"""Whom a request was handed to has read the brief, and takes it."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.notices.models import Kind
from aiuto.notices.reading import settle
from aiuto.people.models import User
from aiuto.tickets import handing
from aiuto.tickets.locking import lock_for
from aiuto.tickets.models import Ticket


@transaction.atomic
def take_over(reference: str, *, user: User, now: datetime) -> Ticket:
    """Received: the request is this person's, and the brief a note like others. Raises TicketError.

    The others of a team to which it was handed need not look any more.
    """
    ticket = handing.take_over(lock_for(user, reference), user=user, by=person(user.pk), now=now)
    others = ticket.team.members.values_list("pk", flat=True) if ticket.team else [user.pk]
    settle(others, kind=Kind.HANDED_OVER, ticket=ticket.pk, now=now)
    return ticket
