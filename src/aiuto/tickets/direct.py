"""What names a request outright: its reference, its number, a customer's address, a telephone number, an order."""

import re

from django.db.models import Q, QuerySet

from aiuto.customers.addresses import normal_phone
from aiuto.customers.models import ContactKind, ContactPoint, Order
from aiuto.rows.together import together
from aiuto.tickets.models import Ticket
from aiuto.tickets.references import ALPHABET, REFERENCE_LENGTH, normal_reference

MOST = 10
LONGEST = 320
_NUMBER = re.compile(r"#?\s*(\d{1,15})")
_MAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+")


def direct(text: str, visible: QuerySet[Ticket]) -> list[Ticket]:
    """The tickets among `visible` that `text` names, the ticket itself before its customer's newest."""
    text = text.replace("\0", "").strip()
    if not text or len(text) > LONGEST:
        return []
    named = list(visible.filter(rule)[:1]) if (rule := _named(text)) else []
    customers = _customers(text)
    if not customers:
        return named
    theirs = visible.filter(customer__in=customers).order_by("-last_message_at", "-id")[:MOST]
    return named + [ticket for ticket in theirs if ticket not in named]


def _named(text: str) -> Q | None:
    rule = Q()
    reference = normal_reference(text)
    if len(reference) == REFERENCE_LENGTH and set(reference) <= set(ALPHABET):
        rule |= Q(reference=reference)
    if number := _NUMBER.fullmatch(text):
        rule |= Q(pk=int(number[1]))
    return rule or None


def _customers(text: str) -> list[int]:
    """Ids of at most a few customers who have this address, this number or this order."""
    points = ContactPoint.objects.values_list("customer_id")
    if _MAIL.fullmatch(text):
        return [pk for (pk,) in points.filter(kind=ContactKind.EMAIL, value=text.lower())]
    if not any(sign.isdigit() for sign in text):
        return []
    orders = Order.objects.filter(number=text[:60], customer__isnull=False).values_list("customer_id")
    phone = normal_phone(text)
    called = points.filter(kind=ContactKind.PHONE, value=phone) if phone else points.none()
    return [pk for rows in together(called, orders[:MOST]) for (pk,) in rows]
