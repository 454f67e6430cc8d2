"""A calendar: the open spans of each weekday in one time zone, less the holidays."""

import functools
import itertools
import zoneinfo
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import holidays

from aiuto.business_hours.errors import BadCalendar

Span = tuple[int, int]
"""Minutes after local midnight, from and to; 1440 is the end of the day."""
MIDNIGHT = 24 * 60


@dataclass(frozen=True, slots=True)
class Calendar:
    """`week`: the spans of Monday to Sunday, each day's in order and apart; `holidays`: local dates."""

    time_zone: str
    week: tuple[tuple[Span, ...], ...]
    holidays: Container[date] = frozenset()

    def __post_init__(self) -> None:
        zone_named(self.time_zone)
        if len(self.week) != 7:
            raise BadCalendar("a week has seven days")
        for spans in self.week:
            _check_day(spans)


def parse_calendar(
    time_zone: str, week: Mapping[str, Sequence[Sequence[str]]], *, country: str = "", subdivision: str = ""
) -> Calendar:
    """A calendar as people write it: `{"0": [["09:00", "13:00"], …]}`, "0" is Monday, "24:00" ends a day.

    `country` is an ISO 3166 code, empty for no holidays; `subdivision` its region or province.
    Raises BadCalendar.
    """
    days = tuple(tuple(_parse_span(span) for span in week.get(str(day), ())) for day in range(7))
    return Calendar(time_zone, days, holidays_of(country, subdivision) if country else frozenset())


@functools.cache
def holidays_of(country: str, subdivision: str = "") -> Container[date]:
    """The public holidays of a country, any year."""
    try:
        return holidays.country_holidays(country, subdiv=subdivision or None)
    except NotImplementedError as error:
        raise BadCalendar(f"no holidays are known for {country} {subdivision}".strip()) from error


@functools.cache
def zone_named(name: str) -> zoneinfo.ZoneInfo:
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadCalendar(f"no such time zone: {name}") from error


def open_intervals(calendar: Calendar, day: date) -> Iterator[tuple[datetime, datetime]]:
    """The open intervals of a local day in UTC, in order and apart.

    An hour that comes twice counts twice; a span's edge in an hour that is skipped moves into the span.
    """
    if day in calendar.holidays:
        return
    zone, before = zone_named(calendar.time_zone), datetime.min.replace(tzinfo=UTC)
    for first, last in calendar.week[day.weekday()]:
        start, end = max(_utc(day, first, zone, fold=0), before), _utc(day, last, zone, fold=1)
        if start < end:
            before = end
            yield start, end


def _utc(day: date, minutes: int, zone: zoneinfo.ZoneInfo, *, fold: int) -> datetime:
    local = datetime.combine(day, time()) + timedelta(minutes=minutes)
    return local.replace(tzinfo=zone, fold=fold).astimezone(UTC)


def _check_day(spans: Sequence[Span]) -> None:
    edges = list(itertools.chain.from_iterable(spans))
    ends_before_it_starts = any(first >= last for first, last in spans)
    if edges != sorted(edges) or ends_before_it_starts or any(not 0 <= edge <= MIDNIGHT for edge in edges):
        raise BadCalendar("a day's spans follow one another, from 00:00 to 24:00")


def _parse_span(span: Sequence[str]) -> Span:
    try:
        first, last = span
        return _parse_minutes(first), _parse_minutes(last)
    except (ValueError, AttributeError, TypeError) as error:
        raise BadCalendar(f"not a span of hours: {span!r}") from error


def _parse_minutes(text: str) -> int:
    if text == "24:00":
        return MIDNIGHT
    at = datetime.strptime(text, "%H:%M")  # noqa: DTZ007 - an hour of the wall clock, no moment
    return at.hour * 60 + at.minute


ALWAYS_OPEN = Calendar("UTC", (((0, MIDNIGHT),),) * 7)
