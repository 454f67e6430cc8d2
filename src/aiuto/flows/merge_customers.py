"""An agent says that two customers are one."""

from datetime import datetime

from django.db import transaction

from aiuto.customers import merging
from aiuto.customers.errors import NoSuchCustomer
from aiuto.customers.models import Customer
from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.promises.rules import move_rules
from aiuto.recovery import whose
from aiuto.tickets.addressing import move_customer
from aiuto.tickets.lasting import find_repeats_of
from aiuto.tickets.queries.pages import customer_for


@transaction.atomic
def merge_customers(customer_id: int, *, into: int, user: User, now: datetime) -> Customer:
    """Everything of the first is the second's from now on, and what it repeats is found; returns the second.

    Raises CustomerError.
    """
    old, kept = customer_for(user, customer_id), customer_for(user, into)
    if old is None or kept is None:
        raise NoSuchCustomer
    move_customer(old.pk, to=kept.pk)
    move_rules(old.pk, to=kept.pk)
    whose.move_customer(old.pk, to=kept.pk)
    find_repeats_of(kept.pk, now=now)
    return merging.merge_customers(old, into=kept, by=person(user.pk), now=now)
