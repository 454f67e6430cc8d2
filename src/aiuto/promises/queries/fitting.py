"""When something could be done instead, as it is proposed to whoever moves it."""

from datetime import UTC, datetime, timedelta

from aiuto.people.models import Absence, Desk
from aiuto.people.queries import absences
from aiuto.promises.counting import days_of_work_later, hours_of, zone_of
from aiuto.promises.models import Promise

DAY, WEEK = timedelta(days=1), 7
DAYS = timedelta(days=60)
"""How far ahead it is looked; who is away for longer hands it over."""


def next_fitting(promise: Promise, *, now: datetime) -> datetime:
    """The same hour on the next day on which the desk is open and whoever looks after the request is there.

    One statement, where somebody looks after it.
    """
    desk, owner = promise.ticket.desk, promise.ticket.owner_id
    first = at = _a_day_later(desk, max(promise.due_at, now))
    away = [each for each in absences(now, until=at + DAYS) if each.user_id == owner] if owner else []
    while _is_away(away, at):
        at = _a_day_later(desk, at)
        if at > first + DAYS:
            return first
    return at


def _a_day_later(desk: Desk, at: datetime) -> datetime:
    """On the desk's clock; where it is never open at that hour, as soon as it is open on another day."""
    hours, local = hours_of(desk), at.astimezone(zone_of(desk))
    days = (local + number * DAY for number in range(1, WEEK + 1))
    return next((day.astimezone(UTC) for day in days if hours.is_open(day)), days_of_work_later(desk, at, 1))


def _is_away(theirs: list[Absence], at: datetime) -> bool:
    return any(absence.covers(at) for absence in theirs)
