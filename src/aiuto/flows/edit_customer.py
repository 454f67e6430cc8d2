"""An agent corrects what a customer is called, which language they speak, or what colleagues should know of them."""

from datetime import datetime

from django.db import transaction

from aiuto.customers import editing
from aiuto.customers.errors import NoSuchCustomer
from aiuto.customers.models import Customer
from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.tickets.queries.pages import customer_for


@transaction.atomic
def edit_customer(
    customer_id: int,
    *,
    name: str | None = None,
    language: str | None = None,
    notes: str | None = None,
    user: User,
    now: datetime,
) -> Customer:
    """Set what is given. Raises CustomerError."""
    customer = customer_for(user, customer_id)
    if customer is None:
        raise NoSuchCustomer
    actor = person(user.pk)
    return editing.edit(customer, name=name, language=language, notes=notes, by=actor, now=now)
