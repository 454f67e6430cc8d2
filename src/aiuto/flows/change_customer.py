"""An agent says whose request it is, or sets the address that a mail did not have."""

from datetime import datetime

from django.db import transaction

from aiuto.customers.addresses import normal_email
from aiuto.customers.contacting import add_contact_point, contact_point_for, find, first_email
from aiuto.customers.models import ContactKind, ContactPoint
from aiuto.journal.actors import Actor, person
from aiuto.notices.models import Kind
from aiuto.notices.telling import tell
from aiuto.people.models import User
from aiuto.promises.acting import promise_solution
from aiuto.promises.recounting import recount
from aiuto.promises.settling import settle
from aiuto.recovery.whose import follow_customer
from aiuto.tickets import addressing
from aiuto.tickets.errors import BadAddress, OtherAddress
from aiuto.tickets.lasting import find_repeats
from aiuto.tickets.locking import lock_for
from aiuto.tickets.models import Ticket
from aiuto.tickets.planning import hold_back
from aiuto.tickets.queries.planned import planned_on


@transaction.atomic
def change_customer(
    reference: str, *, email: str, name: str, user: User, now: datetime, confirmed: str = ""
) -> Ticket:
    """The request is this customer's; nothing reaches those who took part before. Raises TicketError.

    Where answers reached somebody else until now, OtherAddress is raised unless `confirmed` is the same address:
    whoever asks shows both first. Answers that wait for their moment are held back for their writers to look at.
    A customer of the telephone who has no address yet gets this one, when it is nobody's.
    """
    ticket = lock_for(user, reference)
    address = normal_email(email)
    if address is None:
        raise BadAddress
    if addressing.reaches_another(ticket, address) and normal_email(confirmed) != address:
        raise OtherAddress
    actor = person(user.pk)
    _hold_planned(ticket, by=actor, now=now)
    point = _of_whom_has_none(ticket, address, by=actor, now=now)
    point = point or contact_point_for(ContactKind.EMAIL, address, name=name.strip(), now=now)
    addressing.change_customer(ticket, point=point, by=actor, now=now)
    follow_customer(ticket)
    find_repeats(ticket, now=now)
    recount(ticket, by=actor, now=now)
    promise_solution(ticket, since=ticket.created_at, now=now)
    return settle(ticket, now=now)


def _hold_planned(ticket: Ticket, *, by: Actor, now: datetime) -> None:
    """They were written to somebody else."""
    for draft in planned_on(ticket):
        if draft.held_at is None:
            hold_back(draft, by=by, now=now)
            tell([draft.user_id], kind=Kind.NOT_SENT, ticket=ticket.pk, by=by, now=now)


def _of_whom_has_none(ticket: Ticket, address: str, *, by: Actor, now: datetime) -> ContactPoint | None:
    customer = ticket.customer
    if customer is None or first_email(customer) or find(ContactKind.EMAIL, address):
        return None
    return add_contact_point(customer, ContactKind.EMAIL, address, by=by, now=now)
