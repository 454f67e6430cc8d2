"""Contact points: found or made, confirmed, marked when nothing reaches them."""

from datetime import datetime

from django.db import transaction

from aiuto.customers.addresses import backwards, normal_email, normal_phone
from aiuto.customers.errors import BadEmail, BadPhone, BelongsToAnother
from aiuto.customers.models import ContactKind, ContactPoint, Customer, InnerWord
from aiuto.customers.names import inner_keys, keys_of
from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.rows.asking import Question
from aiuto.rows.inserting import insert

KNOWN = Question(
    lambda kind, value: ContactPoint.objects.select_related("customer").filter(kind=kind, value=value),
    str,
    str,
)
"""The contact point of a kind and a (normalised) value with its customer; for whoever asks other things, too."""


@transaction.atomic(savepoint=False)
def contact_point_for(
    kind: ContactKind, value: str, *, name: str, language: str = "", now: datetime
) -> ContactPoint:
    """The contact point of this (normalised) value, made with a new customer when nobody has it yet."""
    known = find(kind, value)
    return known or create_contact_point(kind, value, name=name, language=language, now=now)


def find(kind: ContactKind, value: str) -> ContactPoint | None:
    """The contact point of this (normalised) value with its customer, or None."""
    return next(iter(KNOWN.ask(kind, value)), None)


@transaction.atomic(savepoint=False)
def create_contact_point(
    kind: ContactKind, value: str, *, name: str, language: str = "", now: datetime
) -> ContactPoint:
    """A new customer with their first contact point. Raises IntegrityError when the value is taken.

    The event of a customer who comes with a request is the request's own.
    """
    customer = create_customer(name=name, language=language, now=now)
    return _add(customer, kind, value, now=now)


@transaction.atomic(savepoint=False)
def create_customer(*, name: str, language: str = "", now: datetime) -> Customer:
    """A new customer that nothing reaches yet. The event is the request's, or the order's, that brings them."""
    name = name[:160]
    customer = insert(Customer(name=name, language=language, created_at=now, **keys_of(name)._asdict()))
    keep_inner_words(customer)
    return customer


def keep_inner_words(customer: Customer) -> None:
    """What a new name is looked up by besides its own keys. No statement for a name of two words."""
    words = [InnerWord(customer=customer, key=key) for key in inner_keys(customer.name_key)]
    if words:
        InnerWord.objects.bulk_create(words)


@transaction.atomic(savepoint=False)
def add_contact_point(
    customer: Customer, kind: ContactKind, value: str, *, by: Actor, now: datetime
) -> ContactPoint:
    """One more (normalised) address of a customer; theirs already is fine. Raises BelongsToAnother."""
    known = find(kind, value)
    if known and known.customer_id != customer.pk:
        raise BelongsToAnother
    if known:
        return known
    point = _add(customer, kind, value, now=now)
    record("contact_point.added", by=by, now=now, customer=customer.pk, contact_point=point.pk)
    return point


def first_email(customer: Customer) -> ContactPoint | None:
    """Where mail to this customer goes: their first address that it reaches."""
    points = ContactPoint.objects.filter(customer=customer, kind=ContactKind.EMAIL)
    return points.filter(undeliverable_at__isnull=True).order_by("id").first()


def first_phone(customer: Customer) -> ContactPoint | None:
    """Where this customer is called: their first number."""
    points = ContactPoint.objects.filter(customer=customer, kind=ContactKind.PHONE)
    return points.order_by("id").first()


def wanted_email(text: str) -> str | None:
    """The address that was typed, normalised; None where nothing was. Raises BadEmail."""
    if not text.strip():
        return None
    address = normal_email(text)
    if address is None:
        raise BadEmail
    return address


def wanted_phone(text: str) -> str | None:
    """The number that was typed, in E.164; None where nothing was. Raises BadPhone."""
    if not text.strip():
        return None
    number = normal_phone(text)
    if number is None:
        raise BadPhone
    return number


def _add(customer: Customer, kind: ContactKind, value: str, *, now: datetime) -> ContactPoint:
    digits = backwards(value) if kind == ContactKind.PHONE else None
    return insert(ContactPoint(customer=customer, kind=kind, value=value, backwards=digits, created_at=now))


@transaction.atomic(savepoint=False)
def mark_undeliverable(kind: ContactKind, value: str, *, reason: str, by: Actor, now: datetime) -> None:
    """Nothing arrives there: whoever writes next is told before they send."""
    point = ContactPoint.objects.select_for_update(no_key=True).filter(kind=kind, value=value).first()
    if point is None:
        return
    point.undeliverable_at, point.undeliverable_reason = now, reason[:300]
    point.save(update_fields=["undeliverable_at", "undeliverable_reason"])
    record("contact_point.undeliverable", by=by, now=now, customer=point.customer_id, contact_point=point.pk)


@transaction.atomic(savepoint=False)
def confirm(point: ContactPoint, *, by: Actor, now: datetime) -> ContactPoint:
    """The owner of the address said it is theirs."""
    locked = ContactPoint.objects.select_for_update(no_key=True).get(pk=point.pk)
    locked.verified_at, locked.undeliverable_at, locked.undeliverable_reason = now, None, ""
    locked.save(update_fields=["verified_at", "undeliverable_at", "undeliverable_reason"])
    record("contact_point.confirmed", by=by, now=now, customer=locked.customer_id, contact_point=locked.pk)
    return locked
