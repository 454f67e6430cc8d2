"""What people correct about a customer."""

from datetime import datetime

from django.db import transaction

from aiuto.customers.contacting import keep_inner_words
from aiuto.customers.errors import NameTooLong, NoSuchCustomer, NotesTooLong
from aiuto.customers.models import Customer, InnerWord
from aiuto.customers.names import keys_of
from aiuto.journal.actors import Actor
from aiuto.journal.recording import record

LONGEST_NAME = 160
LONGEST_NOTES = 2000


@transaction.atomic(savepoint=False)
def edit(
    customer: Customer,
    *,
    name: str | None = None,
    language: str | None = None,
    notes: str | None = None,
    by: Actor,
    now: datetime,
) -> Customer:
    """Set what is given; None leaves it, "" is not known. Raises NameTooLong, NotesTooLong, NoSuchCustomer."""
    locked = (
        Customer.objects.select_for_update(no_key=True)
        .filter(pk=customer.pk, merged_into__isnull=True)
        .first()
    )
    if locked is None:
        raise NoSuchCustomer
    was = (locked.name, locked.language, locked.notes)
    if name is not None:
        name_it(locked, _name(name))
    if language is not None:
        locked.language = language[:5]
    if notes is not None:
        locked.notes = _notes(notes)
    locked.save()
    fields = ("name", "language", "notes")
    changed = [field for field, old in zip(fields, was, strict=True) if getattr(locked, field) != old]
    record("customer.edited", by=by, now=now, customer=locked.pk, changed=changed)
    return locked


def _name(text: str) -> str:
    name = " ".join(text.split())
    if len(name) > LONGEST_NAME:
        raise NameTooLong
    return name


def _notes(text: str) -> str:
    notes = text.replace("\r\n", "\n").replace("\0", "").strip()
    if len(notes) > LONGEST_NOTES:
        raise NotesTooLong
    return notes


def name_it(customer: Customer, name: str) -> None:
    """Give an unsaved change of name together with what it is looked up by."""
    customer.name = name
    customer.name_key, customer.family_key = keys_of(name)
    InnerWord.objects.filter(customer=customer).delete()
    keep_inner_words(customer)
