"""Open minutes, counted one by one by what the wall clock shows. Imports nothing from the product."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def is_open(zone, week, holidays, exceptions, at) -> bool:
    """Whether the clock there shows a time in an interval of this day, or in one of yesterday that runs over."""
    wall = at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    today = wall.date()
    return any(
        begin <= wall < end
        for day in (today - DAY, today)
        for begin, end in _intervals(day, _spans(day, week, holidays, exceptions))
    )


def open_minutes(zone, week, holidays, exceptions, start, end) -> int:
    """How many of the minutes from `start` on, in UTC, are open."""
    start, passed = start.astimezone(UTC), 0
    while start < end:
        passed += is_open(zone, week, holidays, exceptions, start)
        start += MINUTE
    return passed


def _spans(day, week, holidays, exceptions):
    if day in exceptions:
        return exceptions[day] or ()
    return () if day in holidays else week.get(day.weekday(), ())


def _intervals(day, spans):
    for first, last in spans:
        begin = datetime.combine(day, first)
        if last in (time(0), time.max):
            yield begin, datetime.combine(day + DAY, time(0))
        else:
            yield begin, datetime.combine(day if last > first else day + DAY, last)
