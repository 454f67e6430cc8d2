"""The way to a person: a signed link to a page where one leaves a number, for every automatic mail and every page."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from aiuto.customers.models import Customer
from aiuto.customers.queries import contact_point
from aiuto.people import tokens
from aiuto.people.models import Desk
from aiuto.tickets.markup import html_with_links
from aiuto.tickets.models import Ticket
from aiuto.tickets.queries.texts import text_of

PURPOSE = "person"
GOOD_FOR = timedelta(days=30)


def person_path(*, desk: int, ticket: int | None = None, point: int | None = None, now: datetime) -> str:
    """The page's address on this site, for the request's customer or whose contact point it is."""
    value = {"desk": desk, "ticket": ticket, "contact_point": point}
    return tokens.path_of(tokens.issue(PURPOSE, value, until=now + GOOD_FOR))


@dataclass(frozen=True, slots=True)
class Way:
    """What stands in the foot of a mail that a machine wrote: the desk's words, with the link among them."""

    words: str
    link: str

    @property
    def text(self) -> str:
        return f"\n\n{self.words}\n"

    @property
    def html(self) -> str:
        return f"<div><br>{html_with_links(self.words, [self.link])}</div>"


def way_to_a_person(desk: Desk, path: str, *, language: str) -> Way:
    """In the reader's language."""
    link = f"{settings.PUBLIC_URL}{path}"
    return Way(text_of(desk, "foot", language, {"person.link": link}), link)


@dataclass(frozen=True, slots=True)
class Asker:
    """Whom a link to a person is for, at which desk, about which request if any."""

    desk: Desk
    customer: Customer
    ticket: int | None


def asker_of(value: dict[str, Any]) -> Asker | None:
    """From what the link says; None where nobody of it is there any more. Two statements at most."""
    found = Ticket.objects.select_related("desk__schedule", "customer").filter(pk=value.get("ticket") or 0)
    ticket = found.first()
    if ticket and ticket.customer:
        return Asker(ticket.desk, ticket.customer, ticket.pk)
    point = contact_point(value.get("contact_point") or 0)
    desk = Desk.objects.select_related("schedule").filter(pk=value["desk"]).first()
    return Asker(desk, point.customer, None) if point and desk else None
