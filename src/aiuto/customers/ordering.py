"""Orders as another system states them: kept once, changed when they changed there."""

from datetime import datetime
from enum import StrEnum

from django.db import transaction

from aiuto.customers.contacting import create_contact_point, create_customer, find
from aiuto.customers.models import ContactKind, ContactPoint, Customer, Order, OrderLine
from aiuto.customers.order_files import LineRow, OrderRow
from aiuto.journal.actors import Actor
from aiuto.journal.recording import record

_STATED = ("ordered_on", "state", "promised_on", "delivered_on")


class Outcome(StrEnum):
    """What became of an order that was read."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@transaction.atomic(savepoint=False)
def keep_order(row: OrderRow, *, source: str, by: Actor, now: datetime) -> Outcome:
    """The order as the row states it. Its customer is found by e-mail or telephone, else made."""
    order = Order.objects.select_for_update(no_key=True).filter(source=source, number=row.number).first()
    if order and _says(order) == _states(row) and _same_customer(order, row):
        return Outcome.UNCHANGED
    outcome = Outcome.UPDATED if order else Outcome.CREATED
    order = order or Order(source=source, number=row.number)
    order.customer = _customer_of(row, now=now) or order.customer
    for name in _STATED:
        setattr(order, name, getattr(row, name))
    order.imported_at = now
    order.save()
    _write_lines(order, row.lines)
    record(f"order.{outcome}", by=by, now=now, customer=order.customer_id, order=order.pk)
    return outcome


def _says(order: Order) -> tuple[object, ...]:
    lines = order.lines.order_by("position").values_list("sku", "name", "quantity", "unit_price", "currency")
    return (*(getattr(order, name) for name in _STATED), *lines)


def _states(row: OrderRow) -> tuple[object, ...]:
    lines = ((each.sku, each.name, each.quantity, each.unit_price, each.currency) for each in row.lines)
    return (*(getattr(row, name) for name in _STATED), *lines)


def _same_customer(order: Order, row: OrderRow) -> bool:
    """A row without an address says nothing new of who ordered."""
    if not (row.email or row.phone):
        return order.customer_id is not None or not row.name
    return order.customer_id in {point.customer_id for point in _points(row)}


def _points(row: OrderRow) -> list[ContactPoint]:
    wanted = ((ContactKind.EMAIL, row.email), (ContactKind.PHONE, row.phone))
    return [point for kind, value in wanted if value and (point := find(kind, value))]


def _customer_of(row: OrderRow, *, now: datetime) -> Customer | None:
    """An address that is already somebody's stays theirs, so that the first one known decides."""
    known = _points(row)
    if known:
        return known[0].customer
    if row.email:
        return create_contact_point(ContactKind.EMAIL, row.email, name=row.name, now=now).customer
    if row.phone:
        return create_contact_point(ContactKind.PHONE, row.phone, name=row.name, now=now).customer
    return create_customer(name=row.name, now=now) if row.name else None


def _write_lines(order: Order, lines: tuple[LineRow, ...]) -> None:
    OrderLine.objects.filter(order=order).delete()
    OrderLine.objects.bulk_create(
        OrderLine(
            order=order,
            position=position,
            sku=line.sku,
            name=line.name,
            quantity=line.quantity,
            unit_price=line.unit_price,
            currency=line.currency,
        )
        for position, line in enumerate(lines, start=1)
    )
