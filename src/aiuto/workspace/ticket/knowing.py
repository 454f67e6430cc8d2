"""Know me: who the customer of a request is, and what matters about them now."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from aiuto.customers.queries import Card, LimitKind, card_of, zone_of
from aiuto.recovery.queries import past_of
from aiuto.tickets.queries import Ticket, customers
from aiuto.ui.addresses import address
from aiuto.ui.words import day
from aiuto.workspace.customers.meanings import ICONS, titled
from aiuto.workspace.shell import Reader


@dataclass(frozen=True, slots=True)
class Matter:
    """One line on top of the card; `href` leads to where something can be done about it."""

    tone: str
    icon: str
    text: str
    href: str = ""


@dataclass(frozen=True)
class Known:
    """What the lines are made from."""

    request: Reader
    ticket: Ticket
    card: Card

    @cached_property
    def customer(self) -> int:
        return self.ticket.customer_id or 0


def limited(known: Known) -> Iterable[Matter]:
    """The limit that is in force for them: in sight before anything else."""
    kind = known.ticket.customer.limit if known.ticket.customer else ""
    if kind:
        href = address("workspace:customer", known.customer)
        yield Matter("warn", ICONS[LimitKind(kind)], titled(kind), href)


def unreachable(known: Known) -> Iterable[Matter]:
    """Addresses where nothing arrives."""
    for point in known.card.points:
        if point.undeliverable_at:
            yield Matter("bad", "mail-x", _("Mail to %(address)s comes back") % {"address": point.value})


def late(known: Known) -> Iterable[Matter]:
    """Orders that were promised for a day that has passed."""
    for order in known.card.late:
        text = _("Order %(number)s was promised for %(day)s and has not arrived")
        yield Matter("warn", "package-x", text % {"number": order.number, "day": day(order.promised_on)})


def waiting_elsewhere(known: Known) -> Iterable[Matter]:
    """Their other requests that are open."""
    others = customers.open_beside(known.ticket, known.request.user)
    if len(others) == 1:
        text = _("Another request is open: %(subject)s") % {
            "subject": others[0].subject or others[0].reference
        }
        yield Matter("info", "circle-dot", text, address("workspace:ticket", others[0].reference))
    elif others:
        text = ngettext("%(number)s more request is open", "%(number)s more requests are open", len(others))
        href = address("workspace:customer", known.customer)
        yield Matter("info", "circle-dot", text % {"number": len(others)}, href)


def failed_before(known: Known) -> Iterable[Matter]:
    """What went wrong for them on other requests, the last first."""
    for recovery in past_of(known.customer, user=known.request.user, apart_from=known.ticket.pk):
        given = {"day": day(timezone.localdate(recovery.opened_at)), "what": recovery.what}
        href = address("workspace:ticket", recovery.ticket.reference)
        yield Matter("warn", "life-buoy", _("We failed them on %(day)s: %(what)s") % given, href)


MATTERS: tuple[Callable[[Known], Iterable[Matter]], ...] = (
    limited,
    unreachable,
    late,
    waiting_elsewhere,
    failed_before,
)


def customer(request: Reader, ticket: Ticket, now: datetime) -> dict[str, Any]:
    """The card; of a request that nobody knows the customer of, a way to say who it is."""
    who = ticket.customer
    if who is None:
        return {"customer": None}
    card = card_of(who.pk, today=timezone.localdate(now))
    ticket.customer_address = card.points[0].value if card.points else ""  # type: ignore[attr-defined]
    known = Known(request, ticket, card)
    return {
        "customer": who,
        "points": card.points,
        "matters": [matter for find in MATTERS for matter in find(known)],
        **_clock(card.points, ticket, now),
    }


def _clock(points: list[Any], ticket: Ticket, now: datetime) -> dict[str, Any]:
    """The time where they are, with the place when it is not the reader's time; where nothing tells, the desk's."""
    theirs = zone_of(points, now=now)
    schedule = ticket.desk.schedule
    zone = theirs or (schedule.time_zone if schedule else timezone.get_default_timezone_name())
    local = now.astimezone(ZoneInfo(zone))
    elsewhere = theirs and local.utcoffset() != timezone.localtime(now).utcoffset()
    place = zone.rpartition("/")[2].replace("_", " ") if elsewhere else ""
    return {"zone": zone, "place": place, "theirs": theirs, "local": local}
