"""Schedules as people write them."""

import functools
import itertools
from collections.abc import Container, Mapping, Sequence
from datetime import date, datetime, time

import holidays

from aiuto.business_hours.days import Span
from aiuto.business_hours.errors import BadSchedule
from aiuto.business_hours.schedule import Schedule

Written = Sequence[Sequence[str]]


def parse_schedule(
    time_zone: str,
    week: Mapping[str, Written],
    *,
    country: str = "",
    subdivision: str = "",
    exceptions: Mapping[str, Written] | None = None,
) -> Schedule:
    """A schedule of `{"0": [["09:00", "13:00"], …]}`: "0" is Monday, "24:00" ends a day.

    `country` is an ISO 3166 code, empty for no holidays; `subdivision` its region or province; `exceptions` maps
    ISO dates to the spans of that day. Raises BadSchedule.
    """
    days = {day: parse_day(week.get(str(day), ())) for day in range(7)}
    special = {_parse_date(day): parse_day(spans) for day, spans in (exceptions or {}).items()}
    return Schedule(time_zone, days, holidays_of(country, subdivision) if country else frozenset(), special)


def parse_day(written: Written) -> tuple[Span, ...]:
    """The spans of one day, in order and apart; the last may run into the next day. Raises BadSchedule."""
    spans = tuple(_parse_span(span) for span in written)
    edges = list(itertools.chain.from_iterable(spans))
    if edges[:-1] != sorted(set(edges[:-1])) or (len(edges) > 2 and edges[-2] < edges[-3]):
        raise BadSchedule("a day's spans follow one another, from 00:00 to 24:00")
    return spans


@functools.cache
def holidays_of(country: str, subdivision: str = "") -> Container[date]:
    """The public holidays of a country, any year. Raises BadSchedule."""
    try:
        return holidays.country_holidays(country, subdiv=subdivision or None)
    except NotImplementedError as error:
        raise BadSchedule(f"no holidays are known for {country} {subdivision}".strip()) from error


def _parse_date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadSchedule(f"not a date: {text!r}") from error


def _parse_span(span: Sequence[str]) -> Span:
    try:
        first, last = span
        return _parse_time(first), time() if last == "24:00" else _parse_time(last)
    except (ValueError, AttributeError, TypeError) as error:
        raise BadSchedule(f"not a span of hours: {span!r}") from error


def _parse_time(text: str) -> time:
    at = datetime.strptime(text, "%H:%M")  # noqa: DTZ007 - an hour of the wall clock, no moment
    return at.time()


ALWAYS_OPEN = Schedule("UTC", dict.fromkeys(range(7), ((time(), time()),)))
