"""Counting working minutes: when is a time due, how much time has passed, is it open now."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from aiuto.business_hours.calendar import Calendar, open_intervals, zone_named
from aiuto.business_hours.errors import NeverOpen

MINUTE = timedelta(minutes=1)
LONGEST_CLOSING = 500
"""Days without an open minute after which a calendar counts as closed for good."""


def add_working_minutes(calendar: Calendar, start: datetime, minutes: int) -> datetime:
    """The earliest moment, in UTC, at which so many working minutes have passed since `start`.

    Raises NeverOpen where that moment never comes, ValueError for a naive `start` or fewer than 0 minutes.
    """
    if minutes < 0:
        raise ValueError("working minutes run forward")
    left = minutes * MINUTE
    if not left:
        return _aware(start)
    for opened, closed in _intervals_from(calendar, start):
        if left <= closed - opened:
            return opened + left
        left -= closed - opened
    raise NeverOpen("the calendar ends before the time is due")


def working_minutes(calendar: Calendar, start: datetime, end: datetime) -> int:
    """Whole working minutes from `start` to `end`; 0 if `end` comes first or nothing ever opens."""
    passed, end = timedelta(), _aware(end)
    if end <= start:
        return 0
    try:
        for opened, closed in _intervals_from(calendar, start):
            if opened >= end:
                break
            passed += min(closed, end) - opened
    except NeverOpen:
        pass
    return passed // MINUTE


def is_open(calendar: Calendar, at: datetime) -> bool:
    """Whether `at` is in an open span; the minute of closing is not."""
    moment = _aware(at)
    day = moment.astimezone(zone_named(calendar.time_zone)).date()
    return any(opened <= moment < closed for opened, closed in open_intervals(calendar, day))


def _intervals_from(calendar: Calendar, start: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Open intervals after `start`, the first cut to it. Raises NeverOpen after a very long closing."""
    moment, closed_days = _aware(start), 0
    day = moment.astimezone(zone_named(calendar.time_zone)).date()
    while closed_days < LONGEST_CLOSING:
        closed_days += 1
        for opened, closed in open_intervals(calendar, day):
            if closed > moment:
                closed_days = 0
                yield max(opened, moment), closed
        try:
            day += timedelta(days=1)
        except OverflowError:
            break
    raise NeverOpen("no open minute within reach")


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment.astimezone(UTC)
