"""A desk's opening hours as a calendar to count with."""

from aiuto.business_hours.calendar import ALWAYS_OPEN, Calendar, parse_calendar
from aiuto.people.models import Desk, Schedule


def calendar_of(schedule: Schedule | None) -> Calendar:
    """The calendar of a schedule; without one, the desk is always open. Raises BadCalendar."""
    if schedule is None:
        return ALWAYS_OPEN
    return parse_calendar(
        schedule.time_zone, schedule.week, country=schedule.country, subdivision=schedule.subdivision
    )


def calendar_of_desk(desk: Desk) -> Calendar:
    """The calendar by which this desk's promises are counted."""
    return calendar_of(desk.schedule)
