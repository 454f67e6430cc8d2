"""Two customers turn out to be one."""

from datetime import datetime

from django.db import transaction

from aiuto.customers.editing import name_it
from aiuto.customers.errors import NoSuchCustomer, SameCustomer
from aiuto.customers.limiting import move_limits
from aiuto.customers.models import ContactPoint, Customer, InnerWord, Order
from aiuto.journal.actors import Actor
from aiuto.journal.recording import record


@transaction.atomic(savepoint=False)
def merge_customers(customer: Customer, *, into: Customer, by: Actor, now: datetime) -> Customer:
    """Contact points, orders, limits and people of `customer` are `into`'s from now on.

    Raises SameCustomer, NoSuchCustomer.
    """
    if customer.pk == into.pk:
        raise SameCustomer
    old, kept = _locked(customer.pk, into.pk)
    ContactPoint.objects.filter(customer=old).update(customer=kept)
    Order.objects.filter(customer=old).update(customer=kept)
    Customer.objects.filter(organisation=old).update(organisation=kept)
    Customer.objects.filter(merged_into=old).update(merged_into=kept)
    move_limits(old, to=kept, by=by, now=now)
    _leave(old, kept)
    record("customer.merged", by=by, now=now, customer=kept.pk, merged=old.pk)
    return kept


def _locked(old: int, kept: int) -> tuple[Customer, Customer]:
    """Both, in one order for everybody. Raises NoSuchCustomer when one was merged a moment ago."""
    living = Customer.objects.select_for_update(no_key=True).filter(
        pk__in=[old, kept], merged_into__isnull=True
    )
    found = {customer.pk: customer for customer in living.order_by("pk")}
    if len(found) < 2:
        raise NoSuchCustomer
    return found[old], found[kept]


def _leave(old: Customer, kept: Customer) -> None:
    """What only the old one knew goes over; the old one is found no more."""
    user, old.user_id = old.user_id, None
    old.name_key = old.family_key = ""
    InnerWord.objects.filter(customer=old).delete()
    old.merged_into = kept
    old.save()
    name_it(kept, kept.name or old.name)
    kept.notes = "\n\n".join(filter(None, (kept.notes, old.notes)))
    kept.language = kept.language or old.language
    kept.organisation_id = kept.organisation_id or _other(old.organisation_id, kept.pk)
    kept.user_id = kept.user_id or user
    kept.own_terms = kept.own_terms or old.own_terms
    kept.save()


def _other(organisation: int | None, customer: int) -> int | None:
    """Nobody is an organisation of their own."""
    return organisation if organisation != customer else None
