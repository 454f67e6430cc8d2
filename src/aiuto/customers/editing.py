"""What people correct about a customer."""

from datetime import datetime

from django.db import transaction

from aiuto.customers.errors import NameTooLong, NoSuchCustomer
from aiuto.customers.models import Customer
from aiuto.customers.names import keys_of
from aiuto.journal.actors import Actor
from aiuto.journal.recording import record

LONGEST_NAME = 160


@transaction.atomic(savepoint=False)
def edit(customer: Customer, *, name: str, language: str, by: Actor, now: datetime) -> Customer:
    """Set the name and the language; "" where it is not known. Raises NameTooLong, NoSuchCustomer."""
    name = " ".join(name.split())
    if len(name) > LONGEST_NAME:
        raise NameTooLong
    locked = Customer.objects.select_for_update().filter(pk=customer.pk, merged_into__isnull=True).first()
    if locked is None:
        raise NoSuchCustomer
    was = (locked.name, locked.language)
    name_it(locked, name)
    locked.language = language[:5]
    locked.save()
    changed = [
        field for field, old in zip(("name", "language"), was, strict=True) if getattr(locked, field) != old
    ]
    record("customer.edited", by=by, now=now, customer=locked.pk, changed=changed)
    return locked


def name_it(customer: Customer, name: str) -> None:
    """Give an unsaved change of name together with what it is looked up by."""
    customer.name = name
    customer.name_key, customer.family_key = keys_of(name)
