"""Contact points: found or made, confirmed, marked when nothing reaches them."""

from datetime import datetime

from django.db import transaction

from aiuto.customers.models import ContactKind, ContactPoint, Customer
from aiuto.journal.actors import Actor
from aiuto.journal.recording import record


@transaction.atomic(savepoint=False)
def contact_point_for(
    kind: ContactKind, value: str, *, name: str, language: str = "", now: datetime
) -> ContactPoint:
    """The contact point of this (normalised) value, made with a new customer when nobody has it yet."""
    known = find(kind, value)
    return known or create_contact_point(kind, value, name=name, language=language, now=now)


def find(kind: ContactKind, value: str) -> ContactPoint | None:
    """The contact point of this (normalised) value with its customer, or None."""
    return ContactPoint.objects.select_related("customer").filter(kind=kind, value=value).first()


@transaction.atomic(savepoint=False)
def create_contact_point(
    kind: ContactKind, value: str, *, name: str, language: str = "", now: datetime
) -> ContactPoint:
    """A new customer with their first contact point. Raises IntegrityError when the value is taken.

    The event of a customer who comes with a request is the request's own.
    """
    customer = Customer.objects.create(name=name[:160], language=language, created_at=now)
    return ContactPoint.objects.create(customer=customer, kind=kind, value=value, created_at=now)


@transaction.atomic(savepoint=False)
def mark_undeliverable(kind: ContactKind, value: str, *, reason: str, by: Actor, now: datetime) -> None:
    """Nothing arrives there: whoever writes next is told before they send."""
    point = ContactPoint.objects.select_for_update().filter(kind=kind, value=value).first()
    if point is None:
        return
    point.undeliverable_at, point.undeliverable_reason = now, reason[:300]
    point.save(update_fields=["undeliverable_at", "undeliverable_reason"])
    record("contact_point.undeliverable", by=by, now=now, customer=point.customer_id, contact_point=point.pk)


@transaction.atomic(savepoint=False)
def confirm(point: ContactPoint, *, by: Actor, now: datetime) -> ContactPoint:
    """The owner of the address said it is theirs."""
    locked = ContactPoint.objects.select_for_update().get(pk=point.pk)
    locked.verified_at, locked.undeliverable_at, locked.undeliverable_reason = now, None, ""
    locked.save(update_fields=["verified_at", "undeliverable_at", "undeliverable_reason"])
    record("contact_point.confirmed", by=by, now=now, customer=locked.customer_id, contact_point=locked.pk)
    return locked
