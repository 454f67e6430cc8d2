"""Reminders to customers for whom we wait: which are due, what was said before in the same wait, how they were kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from aiuto.people.models import User
from aiuto.promises.models import IS_OWED, Kind, Promise, State
from aiuto.promises.queries import visible_to
from aiuto.tickets.models import Ticket

LAST = 2
"""After so many reminders comes the word that it is solved."""
SENT = (State.KEPT, State.KEPT_LATE)


@dataclass(frozen=True, slots=True)
class Reminded:
    """How many reminders that were due were sent, and how many of them later than promised."""

    sent: int
    late: int


def reminders_due(now: datetime, *, limit: int) -> list[int]:
    """Ids of the tickets whose customer is to be reminded by now, the longest due first: one read of an index."""
    due = Promise.objects.filter(kind=Kind.REMINDER, wakes_at__lte=now, recounts=False).order_by("wakes_at")
    return list(due.values_list("ticket_id", flat=True)[:limit])


def reminder_on(ticket: Ticket) -> Promise | None:
    """The one that is promised on the (locked) ticket; locked. `due_at` says from when on it is to be sent."""
    owed = Promise.objects.select_for_update(of=("self",), no_key=True).filter(IS_OWED, ticket=ticket)
    return owed.filter(kind=Kind.REMINDER).first()


def said_at(promise: Promise) -> list[datetime]:
    """When they were reminded before in the same wait, which has one beginning."""
    same = Promise.objects.filter(ticket=promise.ticket_id, kind=Kind.REMINDER, made_at=promise.made_at)
    sent = same.filter(state__in=SENT, closed_at__isnull=False).order_by("closed_at")
    return list(sent.values_list("closed_at", flat=True))  # type: ignore[arg-type]


def standing(promises: Iterable[Promise]) -> tuple[Promise | None, int]:
    """Of all that was ever promised on a request the open reminder, and how many were sent before it."""
    reminders = [each for each in promises if each.kind == Kind.REMINDER]
    owed = next((each for each in reminders if each.closed_at is None), None)
    if owed is None:
        return None, 0
    same = [each for each in reminders if each.made_at == owed.made_at and each.state in SENT]
    return owed, len(same)


def reminded(user: User, *, since: datetime, until: datetime) -> Reminded:
    """Of the desks that this person's teams serve, in that time. One statement."""
    due = visible_to(user).filter(kind=Kind.REMINDER, due_at__gte=since, due_at__lt=until)
    counted = due.aggregate(
        sent=Count("pk", filter=Q(state__in=SENT)), late=Count("pk", filter=Q(state=State.KEPT_LATE))
    )
    return Reminded(**counted)
