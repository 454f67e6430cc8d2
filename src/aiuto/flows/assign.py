"""A request gets an owner, or loses it."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.notices.models import Kind
from aiuto.notices.telling import tell
from aiuto.people.models import User
from aiuto.people.queries import colleague
from aiuto.recovery.blocking import check_said_on
from aiuto.tickets import assigning
from aiuto.tickets.errors import NotAllowed, TakenSince
from aiuto.tickets.locking import lock_for
from aiuto.tickets.models import Ticket


@transaction.atomic
def assign(
    reference: str, *, user: User, owner: int | None, now: datetime, seen: int | None = None
) -> Ticket:
    """Give the request to this colleague, or to nobody. Raises TicketError: Unsaid, where its recovery stands still and
    another person than who gives it would go on with it.

    `seen` is whose it was when the user looked, 0 for nobody: when a colleague took it since, TakenSince is raised.
    """
    ticket = lock_for(user, reference)
    if seen is not None and (ticket.owner_id or 0) not in (seen, owner):
        raise TakenSince
    new_owner = colleague(owner) if owner else None
    if owner and new_owner is None:
        raise NotAllowed
    if new_owner and ticket.owner_id not in (None, owner) and new_owner != user:
        check_said_on(ticket, now=now)
    assigning.assign(ticket, owner=new_owner, by=person(user.pk), now=now)
    tell([owner] if owner else [], kind=Kind.ASSIGNED, ticket=ticket.pk, by=person(user.pk), now=now)
    return ticket
