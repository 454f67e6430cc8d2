"""When a promise is due and when time has to do with it, counted on the desk's hours."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from aiuto.business_hours import BadSchedule, NeverCloses, NeverOpen, Schedule
from aiuto.business_hours.reading import ALWAYS_OPEN
from aiuto.people.models import Desk
from aiuto.people.queries import zone_name
from aiuto.people.schedules import hours_of_desk
from aiuto.promises.models import LIVE, Kind, Promise

DAY = timedelta(days=1)


def end_of_day(desk: Desk, day: date) -> datetime:
    """When the desk closes on that day for the last time; the day's end where it does not open or close then."""
    zone = zone_of(desk)
    begin, end = (datetime.combine(each, time(), zone) for each in (day, day + DAY))
    hours, closes, at = hours_of(desk), None, begin
    try:
        while (opens := hours.next_open(at)) < end:
            closes = at = hours.next_close(opens)
    except (NeverOpen, NeverCloses):
        return closes or end
    return min(closes, end) if closes else end


def days_of_work_later(desk: Desk, start: datetime, days: int) -> datetime:
    """So many days on which the desk opens, at an hour at which it is open; of all days, where it never opens."""
    hours, at = hours_of(desk), start
    try:
        for _day in range(days):
            at = hours.next_open(at + DAY)
    except NeverOpen:
        return start + days * DAY
    return at


def wakes_at(promise: Promise, desk: Desk, *, now: datetime) -> datetime:
    """The next moment after `now` at which it must be warned of; then when its window begins; then when it breaks.

    A reminder is sent as soon as it is due.
    """
    if promise.kind == Kind.REMINDER or (promise.until and now < promise.due_at):
        last = promise.due_at
    else:
        last = breaks_at(promise)
    coming = [at for at in _warnings(promise, desk) if now < at < promise.due_at]
    return min(coming, default=last)


def breaks_at(promise: Promise) -> datetime:
    """When it can no longer be kept in time: its grace begins where its time, or its window, ends."""
    given, visit = settings.ENVIRONMENT, promise.kind == Kind.APPOINTMENT
    grace = given.aiuto_grace_appointment_minutes if visit else given.aiuto_grace_minutes
    return promise.ends_at + timedelta(minutes=grace)


def zone_of(desk: Desk) -> ZoneInfo:
    """The desk's time zone."""
    return ZoneInfo(zone_name(desk))


def hours_of(desk: Desk) -> Schedule:
    """The desk's hours; one whose hours make no sense works always."""
    try:
        return hours_of_desk(desk)
    except BadSchedule:
        return ALWAYS_OPEN


def _warnings(promise: Promise, desk: Desk) -> list[datetime]:
    """First its owner's, at a share of its time; the last a lead's, too: later, and of calls a little before."""
    first = _after(settings.ENVIRONMENT.aiuto_warn_percent, promise, desk)
    if promise.kind in LIVE:
        return [first, promise.due_at - timedelta(minutes=settings.ENVIRONMENT.aiuto_warn_minutes)]
    return [first, _after(settings.ENVIRONMENT.aiuto_warn_lead_percent, promise, desk)]


def _after(percent: int, promise: Promise, desk: Desk) -> datetime:
    """When so much of its working time is over, of all time where it is due outside of it."""
    hours, share = hours_of(desk), percent / 100
    open_time = hours.between(promise.made_at, promise.due_at)
    if open_time > timedelta():
        return hours.add(promise.made_at, open_time * share)
    return promise.made_at + (promise.due_at - promise.made_at) * share
