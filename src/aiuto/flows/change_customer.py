"""An agent says whose request it is, or sets the address that a mail did not have."""

from datetime import datetime

from django.db import transaction

from aiuto.customers.addresses import normal_email
from aiuto.customers.contacting import add_contact_point, contact_point_for, find, first_email
from aiuto.customers.models import ContactKind, ContactPoint
from aiuto.journal.actors import Actor, person
from aiuto.people.models import User
from aiuto.tickets import addressing
from aiuto.tickets.errors import BadAddress
from aiuto.tickets.locking import lock_for
from aiuto.tickets.models import Ticket


@transaction.atomic
def change_customer(reference: str, *, email: str, name: str, user: User, now: datetime) -> Ticket:
    """The request is this customer's; nothing reaches those who took part before. Raises TicketError.

    A customer of the telephone who has no address yet gets this one, when it is nobody's.
    """
    ticket = lock_for(user, reference)
    address = normal_email(email)
    if address is None:
        raise BadAddress
    actor = person(user.pk)
    point = _of_whom_has_none(ticket, address, by=actor, now=now)
    point = point or contact_point_for(ContactKind.EMAIL, address, name=name.strip(), now=now)
    return addressing.change_customer(ticket, point=point, by=actor, now=now)


def _of_whom_has_none(ticket: Ticket, address: str, *, by: Actor, now: datetime) -> ContactPoint | None:
    customer = ticket.customer
    if customer is None or first_email(customer) or find(ContactKind.EMAIL, address):
        return None
    return add_contact_point(customer, ContactKind.EMAIL, address, by=by, now=now)
