"""A desk's opening hours, to count with."""

import json
from functools import lru_cache

from aiuto import business_hours
from aiuto.business_hours.reading import ALWAYS_OPEN, parse_schedule
from aiuto.people.models import Desk, Schedule


def hours_of(schedule: Schedule | None) -> business_hours.Schedule:
    """The hours of a schedule; without one it is always open. Raises BadSchedule."""
    if schedule is None:
        return ALWAYS_OPEN
    week, special = json.dumps(schedule.week), json.dumps(schedule.special_days)
    return _parsed(schedule.time_zone, week, schedule.country, schedule.subdivision, special)


def hours_of_desk(desk: Desk) -> business_hours.Schedule:
    """The hours by which this desk's promises are counted."""
    return hours_of(desk.schedule)


@lru_cache(maxsize=64)
def _parsed(
    time_zone: str, week: str, country: str, subdivision: str, special: str
) -> business_hours.Schedule:
    """By what the hours say: every mail asks, and they hardly ever change."""
    return parse_schedule(
        time_zone,
        json.loads(week),
        country=country,
        subdivision=subdivision,
        exceptions=json.loads(special),
    )
