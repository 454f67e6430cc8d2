"""A week in the calendar: what is owed in it, and when the desks are open."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from aiuto.business_hours import NeverCloses, NeverOpen
from aiuto.people.models import Desk, User
from aiuto.people.queries import desks_of
from aiuto.promises.counting import hours_of
from aiuto.promises.models import Promise
from aiuto.promises.queries.lists import page

MOST = 80
Open = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Week:
    """What is owed between two moments, the first of it where there is `more`, and when any desk is open then."""

    promises: list[Promise]
    more: bool
    opens: list[Open]


def week(
    user: User, *, mine: bool, since: datetime, until: datetime, kind: tuple[str, int | None] | None = None
) -> Week:
    """Of the requests of this person, or of all desks they serve. Five statements."""
    found = page(user, mine=mine, since=since, until=until, kind=kind, size=MOST)
    desks = Desk.objects.filter(pk__in=desks_of(user)).select_related("schedule")
    opens = [each for desk in desks for each in _opens(desk, since, until)]
    return Week(found.promises, found.older is not None, list(_merged(opens)))


def _opens(desk: Desk, since: datetime, until: datetime) -> Iterator[Open]:
    hours, at = hours_of(desk), since
    try:
        while (opens := hours.next_open(at)) < until:
            at = _closes(desk, opens, until)
            yield opens, at
    except NeverOpen:
        return


def _closes(desk: Desk, opens: datetime, until: datetime) -> datetime:
    try:
        return min(hours_of(desk).next_close(opens), until)
    except NeverCloses:
        return until


def _merged(opens: list[Open]) -> Iterator[Open]:
    """What lies together as one."""
    last: Open | None = None
    for begin, end in sorted(opens):
        if last and begin <= last[1]:
            last = last[0], max(last[1], end)
            continue
        if last:
            yield last
        last = begin, end
    if last:
        yield last
