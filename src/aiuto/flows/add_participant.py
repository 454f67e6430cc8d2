"""An agent lets one more person take part in a request."""

from datetime import datetime

from django.db import transaction

from aiuto.customers.addresses import normal_email
from aiuto.customers.contacting import contact_point_for
from aiuto.customers.models import ContactKind
from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.tickets import addressing
from aiuto.tickets.errors import BadAddress
from aiuto.tickets.locking import lock_for
from aiuto.tickets.models import Participant


@transaction.atomic
def add_participant(reference: str, *, email: str, name: str, user: User, now: datetime) -> Participant:
    """This address gets what is written from now on, and sees nothing older. Raises TicketError."""
    ticket = lock_for(user, reference)
    address = normal_email(email)
    if address is None:
        raise BadAddress
    point = contact_point_for(ContactKind.EMAIL, address, name=name.strip(), now=now)
    return addressing.add_copy(ticket, point=point, by=person(user.pk), now=now)
