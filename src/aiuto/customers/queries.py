"""Reading customers: looked up as one types, with a bounded number of rows however many there are."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet, prefetch_related_objects

from aiuto.customers.addresses import backwards, phone_beginning
from aiuto.customers.addresses import shown_phone as shown_phone
from aiuto.customers.clocks import zone_of as zone_of
from aiuto.customers.errors import NoSuchLimit
from aiuto.customers.limit_words import draft as draft
from aiuto.customers.limit_words import ending as ending
from aiuto.customers.limiting import WHYS as WHYS
from aiuto.customers.limiting import Wish as Wish
from aiuto.customers.models import ContactKind, ContactPoint, Customer, InnerWord, Limit, LimitState, Order
from aiuto.customers.models import LimitKind as LimitKind
from aiuto.customers.names import folded
from aiuto.customers.order_files import OrderRow as OrderRow
from aiuto.customers.order_files import read_orders as read_orders
from aiuto.people.models import User
from aiuto.people.queries import desks_of
from aiuto.rows.asking import Question
from aiuto.rows.together import together

CANDIDATES = 60
ORDERS = 10
LATE_ORDERS = 3
LIMITS = 50
LIVE_LIMITS = (LimitState.ASKED, LimitState.IN_FORCE)
HISTORY = 10
_NUMBER = re.compile(r"[+(]?[0-9][0-9\s().,/-]*")
_FEWEST_DIGITS = 3
_A_SEASON = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Card:
    """All addresses of a customer in the order they became known, and the `late` orders.

    Late are those whose promised day has passed without a delivery, the longest wait first; no older than a season.
    """

    points: list[ContactPoint]
    late: list[Order]


def find_by(text: str, *, limit: int = CANDIDATES) -> list[int]:
    """Ids of customers by the beginning of a word of their name or of an e-mail, the beginning or end of a telephone
    number, or an order's number; newest first.

    One statement: each way in reads a few rows of its own index, so that a short text finds
    some and a longer one the right.
    """
    text = text.replace("\0", "").strip()[:200]
    found: set[int] = set()
    for ids in together(*_ways(text)):
        found.update(pk for (pk,) in ids[:limit])
    return sorted(found, reverse=True)[:limit]


def contact_points_of(customer_ids: Iterable[int]) -> dict[int, list[ContactPoint]]:
    """All addresses of each customer, in the order they became known."""
    found: dict[int, list[ContactPoint]] = {}
    for point in ContactPoint.objects.filter(customer__in=list(customer_ids)).order_by("id"):
        found.setdefault(point.customer_id, []).append(point)
    return found


def contact_point(contact_point_id: int) -> ContactPoint | None:
    """One address with its customer."""
    return ContactPoint.objects.select_related("customer").filter(pk=contact_point_id).first()


def orders_of(customer_id: int, *, limit: int = ORDERS) -> list[Order]:
    """The newest orders, each with its `lines`; no more than `ORDERS`."""
    newest = _ORDERS.ask(customer_id)[:limit]
    prefetch_related_objects(newest, "lines")
    return newest


def lines_named(customer_id: int, text: str) -> list[int]:
    """Ids of the lines of those of the newest orders whose numbers stand in the text. Two statements."""
    said = text.casefold()
    named = (order for order in orders_of(customer_id) if _stands_in(order.number.casefold(), said))
    return [line.pk for order in named for line in order.lines.all()]


def _stands_in(number: str, said: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(number)}(?!\w)", said) is not None


def card_of(customer_id: int, *, today: date) -> Card:
    """One statement."""
    return Card(*together(_POINTS.of(customer_id), _LATE.of(customer_id, today, today - _A_SEASON)))


def successor_of(customer_id: int) -> int | None:
    """Who a merged customer is now."""
    merged = Customer.objects.filter(pk=customer_id, merged_into__isnull=False)
    return merged.values_list("merged_into", flat=True).first()


def limits_at(user: User) -> list[Limit]:
    """The limits of this person's desks that are asked for or in force, the next day that counts first."""
    live = _limits().filter(desk__in=desks_of(user), state__in=LIVE_LIMITS)
    return list(live.order_by("until", "id")[:LIMITS])


def limit_for(user: User, limit_id: int) -> Limit:
    """One limit of their desks. Raises NoSuchLimit for missing and forbidden alike."""
    found = _limits().filter(pk=limit_id, desk__in=desks_of(user)).first()
    if found is None:
        raise NoSuchLimit
    return found


def limits_of(user: User, customer_id: int) -> list[Limit]:
    """What this person may know of a customer's limits, the newest first."""
    theirs = _limits().filter(customer=customer_id, desk__in=desks_of(user))
    return list(theirs.order_by("-id")[:HISTORY])


def _limits() -> QuerySet[Limit]:
    return Limit.objects.select_related(
        "customer", "desk__schedule", "asked_by", "approval__decided_by", "lifted_by"
    )


def _points(customer: int) -> QuerySet[ContactPoint]:
    return ContactPoint.objects.filter(customer=customer).order_by("id")


def _orders(customer: int) -> QuerySet[Order]:
    return Order.objects.filter(customer=customer).order_by("-ordered_on", "-id")[:ORDERS]


def _late(customer: int, today: date, season: date) -> QuerySet[Order]:
    overdue = Order.objects.filter(customer=customer, delivered_on__isnull=True)
    overdue = overdue.filter(promised_on__lt=today, promised_on__gte=season)
    return overdue.order_by("promised_on", "id")[:LATE_ORDERS]


_POINTS, _ORDERS = Question(_points, int), Question(_orders, int)
_LATE = Question(_late, int, date, date)


def _ways(text: str) -> Iterator[QuerySet[Any, tuple[int]]]:
    if not text:
        return
    points = ContactPoint.objects.order_by().values_list("customer")
    if _NUMBER.fullmatch(text):
        yield from _by_number(text)
    else:
        yield points.filter(kind=ContactKind.EMAIL, value__begins=text.lower())[:CANDIDATES]
    key = folded(text)
    if key:
        people = Customer.objects.order_by().values_list("id")
        yield people.filter(name_key__begins=key)[:CANDIDATES]
        yield people.filter(family_key__begins=key)[:CANDIDATES]
        yield InnerWord.objects.order_by().values_list("customer").filter(key__begins=key)[:CANDIDATES]
    ordered = Order.objects.filter(Q(number=text) | Q(number=text.upper()), customer__isnull=False)
    yield ordered.order_by().values_list("customer")[:CANDIDATES]


def _by_number(text: str) -> Iterator[QuerySet[Any, tuple[int]]]:
    digits = backwards(text)
    if len(digits) < _FEWEST_DIGITS:
        return
    points = ContactPoint.objects.order_by().values_list("customer")
    yield points.filter(kind=ContactKind.PHONE, value__begins=phone_beginning(text))[:CANDIDATES]
    yield points.filter(backwards__begins=digits)[:CANDIDATES]
