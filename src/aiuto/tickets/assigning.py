"""Whose ticket it is."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.people.models import User
from aiuto.people.queries import desks_of
from aiuto.tickets.errors import NotAllowed
from aiuto.tickets.models import State, Ticket
from aiuto.tickets.policies import check_live
from aiuto.tickets.protecting import check_looks_after


@transaction.atomic(savepoint=False)
def assign(ticket: Ticket, *, owner: User | None, by: Actor, now: datetime) -> Ticket:
    """Give the (locked) ticket to one person, or to nobody. A new ticket that gets an owner is open.

    Who takes it themselves has read the brief with which it was handed over.

    Raises NotAllowed when that person does not serve its desk, or is no lead where a limit asks for one.
    """
    check_live(ticket)
    if owner and (not owner.is_active or ticket.desk_id not in desks_of(owner)):
        raise NotAllowed
    if owner:
        check_looks_after(ticket.customer, owner)
    was, ticket.owner = ticket.owner_id, owner
    if owner and (by.kind, by.id) == ("person", owner.pk):
        ticket.handed_over = None
    if owner and ticket.state == State.NEW:
        ticket.state = State.OPEN
    ticket.version += 1
    ticket.save()
    record("ticket.assigned", by=by, now=now, ticket=ticket.pk, was=was, owner=owner.pk if owner else None)
    return ticket
