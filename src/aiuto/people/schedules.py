"""A desk's opening hours as a calendar to count with."""

import json
from functools import lru_cache

from aiuto.business_hours.calendar import ALWAYS_OPEN, Calendar, parse_calendar
from aiuto.people.models import Desk, Schedule


def calendar_of(schedule: Schedule | None) -> Calendar:
    """The calendar of a schedule; without one, the desk is always open. Raises BadCalendar."""
    if schedule is None:
        return ALWAYS_OPEN
    return _parsed(schedule.time_zone, json.dumps(schedule.week), schedule.country, schedule.subdivision)


def calendar_of_desk(desk: Desk) -> Calendar:
    """The calendar by which this desk's promises are counted."""
    return calendar_of(desk.schedule)


@lru_cache(maxsize=64)
def _parsed(time_zone: str, week: str, country: str, subdivision: str) -> Calendar:
    """By what the hours say: every mail asks, and they hardly ever change."""
    return parse_calendar(time_zone, json.loads(week), country=country, subdivision=subdivision)
