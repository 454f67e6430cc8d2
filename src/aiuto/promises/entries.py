"""Calls and appointments as iCalendar (RFC 5545). Times are UTC: one moment needs no rules of a time zone."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress

from aiuto.promises.models import Promise

Method = Literal["PUBLISH", "CANCEL"]
PRODUCER = "-//Aiuto//Promises//EN"


@dataclass(frozen=True, slots=True)
class Host:
    """Who invites: an address and its name."""

    email: str
    name: str


def letter(promise: Promise, *, method: Method, sequence: int, host: Host, at: datetime) -> bytes:
    """One entry for the customer's calendar, or out of it again, in the language that is active.

    It is published, not requested (RFC 5546): nobody has to accept what we have promised, and an acceptance would
    arrive as one more mail that waits for an answer.
    """
    event = _entry(promise, at=at)
    event.add("summary", _plain(f"{promise.what or promise.get_kind_display()} · {host.name}"))
    event.add("description", _("Request %(reference)s") % {"reference": promise.ticket.reference})
    event.add("sequence", sequence)
    event.add("status", "CANCELLED" if method == "CANCEL" else "CONFIRMED")
    event.add("organizer", _organizer(host))
    calendar = _calendar([event])
    calendar.add("method", method)
    return bytes(calendar.to_ical())


def feed(promises: Iterable[Promise], *, name: str, address: str) -> bytes:
    """A colleague's own calendar; `address` begins the link to each request. The same promises are the same bytes."""
    calendar = _calendar([_own(promise, address) for promise in promises])
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    return bytes(calendar.to_ical())


def _own(promise: Promise, address: str) -> Event:
    event = _entry(promise, at=promise.made_at)
    who = promise.to or promise.ticket.customer
    named = ": ".join(str(part) for part in (promise.get_kind_display(), who) if part)
    link = f"{address}/tickets/{promise.ticket.reference}/"
    event.add("summary", _plain(named))
    event.add("description", _plain(f"{promise.what or promise.ticket.subject} {link}"))
    event.add("url", link)
    return event


def _entry(promise: Promise, *, at: datetime) -> Event:
    """A call has no length that anybody promised; an appointment's window is one."""
    event = Event()
    event.add("uid", promise.uid)
    event.add("dtstamp", at)
    event.add("dtstart", promise.due_at)
    if promise.until:
        event.add("dtend", promise.until)
    if promise.place:
        event.add("location", _plain(promise.place))
    return event


def _calendar(events: Iterable[Event]) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCER)
    calendar.add("version", "2.0")
    for event in events:
        calendar.add_component(event)
    return calendar


def _organizer(host: Host) -> vCalAddress:
    organizer = vCalAddress(f"mailto:{host.email}")
    organizer.params["CN"] = _plain(host.name).replace('"', "'")
    return organizer


def _plain(text: str) -> str:
    """A text of one line, without characters that RFC 5545 forbids."""
    return "".join(" " if unicodedata.category(sign) in ("Cc", "Cs") else sign for sign in text)
