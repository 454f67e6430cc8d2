"""The next two weeks by some hours of work, day by day, before anything is counted by them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from aiuto.business_hours import NeverCloses, NeverOpen, Schedule
from aiuto.business_hours.reading import parse_schedule
from aiuto.flows.keep_schedule import Hours
from aiuto.ui import words

DAYS, DAY = 14, timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Day:
    """When it is open on one day, as on the wall; nothing for a closed one."""

    on: date
    spans: list[tuple[time, time]]

    @property
    def title(self) -> str:
        return words.weekday(self.on)


def fortnight(hours: Hours, now: datetime) -> list[Day]:
    """From today on, on the clock of the hours' own zone; an interval over midnight stands on both days.

    Raises BadSchedule.
    """
    kept = parse_schedule(
        hours.time_zone,
        hours.week,
        country=hours.country,
        subdivision=hours.subdivision,
        exceptions=hours.special_days,
    )
    zone = ZoneInfo(hours.time_zone)
    today = now.astimezone(zone).date()
    return [_day(kept, today + number * DAY, zone) for number in range(DAYS)]


def _day(hours: Schedule, on: date, zone: ZoneInfo) -> Day:
    begin, end = (datetime.combine(day, time(), zone) for day in (on, on + DAY))
    spans = [
        (opens.astimezone(zone).time(), closes.astimezone(zone).time())
        for opens, closes in _spans(hours, begin, end)
    ]
    return Day(on, spans)


def _spans(hours: Schedule, begin: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    at = begin
    try:
        while (opens := hours.next_open(at)) < end:
            at = hours.next_close(opens)
            yield opens, min(at, end)
    except NeverOpen:
        return
    except NeverCloses:
        yield opens, end
