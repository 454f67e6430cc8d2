"""An agent notes one more address of a customer: an e-mail address or a telephone number."""

from datetime import datetime

from django.db import transaction

from aiuto.customers import contacting
from aiuto.customers.errors import BadEmail, NoSuchCustomer
from aiuto.customers.models import ContactKind, ContactPoint
from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.tickets.queries.pages import customer_for


@transaction.atomic
def add_contact_point(customer_id: int, *, value: str, user: User, now: datetime) -> ContactPoint:
    """With @ it is an e-mail address, else a telephone number. Raises CustomerError."""
    customer = customer_for(user, customer_id)
    if customer is None:
        raise NoSuchCustomer
    kind = ContactKind.EMAIL if "@" in value else ContactKind.PHONE
    wanted = contacting.wanted_email(value) if "@" in value else contacting.wanted_phone(value)
    if wanted is None:
        raise BadEmail
    return contacting.add_contact_point(customer, kind, wanted, by=person(user.pk), now=now)
