"""What is owed on a request, beside its conversation."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from aiuto.coach.deadlines import deadline_of
from aiuto.people.queries import User, zone_name
from aiuto.promises.policies import lets_go
from aiuto.promises.queries import Promise, offered
from aiuto.promises.queries.covering import takers
from aiuto.promises.queries.reminders import LAST, standing
from aiuto.tickets.queries import Ticket
from aiuto.tickets.queries.helped import newest_answer
from aiuto.tickets.queries.proved import proved_points
from aiuto.workspace.shell import Reader
from aiuto.workspace.ticket.reading import newest_of_customer, promised

NEAR = timedelta(days=1)
"""From when on it is asked who else could take it."""


@dataclass(frozen=True, slots=True)
class TheirDate:
    """A day that the customer named, and the words that name it."""

    day: date
    words: str


def their_date(ticket: Ticket, now: datetime) -> TheirDate | None:
    """Read from what they wrote last; somebody says whether it is so. One statement."""
    local = now.astimezone(ZoneInfo(zone_name(ticket.desk)))
    for _message, text in newest_of_customer(ticket):
        if found := deadline_of(text, now=local):
            return TheirDate(found.day, " ".join(text[slice(*found.sentence)].split())[:300])
    return None


def _reminder(ticket: Ticket, promises: list[Promise]) -> dict[str, Any]:
    """What whom we wait for hears when the time comes, and whether anybody can be reminded. At most two statements."""
    reminder, before = standing(promises)
    is_sent = reminder is not None and ticket.desk.remind and bool(proved_points(ticket))
    return {"reminder": reminder, "is_sent": is_sent, "is_last_word": before >= LAST}


def _taker(ticket: Ticket, owed: list[Promise], *, now: datetime) -> User | None:
    """Who else could take it, once something there is near. Four statements then, else none."""
    for promise in owed:
        promise.ticket = ticket
    near = [promise for promise in owed if promise.due_at <= now + NEAR]
    return takers(near, now=now).get(ticket.pk)


def panel(request: Reader, ticket: Ticket, now: datetime) -> dict[str, Any]:
    """What is owed, what was, and what an answer said that nobody recorded."""
    promises = promised(ticket)
    owed = [promise for promise in promises if promise.closed_at is None and promise.is_ours_to_do]
    return {
        "owed": owed,
        "theirs": [promise.pk for promise in owed if lets_go(promise, request.user)],
        "taker": _taker(ticket, owed, now=now),
        "past": [promise for promise in promises if promise.closed_at],
        "offers": offered(ticket, now=now, promises=promises),
        "read": their_date(ticket, now) if ticket.wanted_by is None else None,
        "their_word": newest_answer(ticket),
        **_reminder(ticket, promises),
        "today": timezone.localdate(now),
    }
