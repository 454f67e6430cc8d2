"""Two customers turn out to be one."""

from datetime import datetime

from django.db import transaction

from aiuto.customers.errors import SameCustomer
from aiuto.customers.models import ContactPoint, Customer, Order
from aiuto.journal.actors import Actor
from aiuto.journal.recording import record


@transaction.atomic(savepoint=False)
def merge_customers(customer: Customer, *, into: Customer, by: Actor, now: datetime) -> Customer:
    """Contact points, orders and people of `customer` are `into`'s from now on. Raises SameCustomer."""
    if customer.pk == into.pk:
        raise SameCustomer
    ids = sorted((customer.pk, into.pk))
    locked = {c.pk: c for c in Customer.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    old, kept = locked[customer.pk], locked[into.pk]
    ContactPoint.objects.filter(customer=old).update(customer=kept)
    Order.objects.filter(customer=old).update(customer=kept)
    Customer.objects.filter(organisation=old).update(organisation=kept)
    user, old.user, old.merged_into = old.user, None, kept
    old.save()
    kept.name = kept.name or old.name
    kept.language = kept.language or old.language
    kept.user = kept.user or user
    kept.save()
    record("customer.merged", by=by, now=now, customer=kept.pk, merged=old.pk)
    return kept
