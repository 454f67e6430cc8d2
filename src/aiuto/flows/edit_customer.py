"""An agent corrects what a customer is called, or which language they speak."""

from datetime import datetime

from django.db import transaction

from aiuto.customers import editing
from aiuto.customers.errors import NoSuchCustomer
from aiuto.customers.models import Customer
from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.tickets.queries.pages import customer_for


@transaction.atomic
def edit_customer(customer_id: int, *, name: str, language: str, user: User, now: datetime) -> Customer:
    """Set name and language. Raises CustomerError."""
    customer = customer_for(user, customer_id)
    if customer is None:
        raise NoSuchCustomer
    return editing.edit(customer, name=name, language=language, by=person(user.pk), now=now)
