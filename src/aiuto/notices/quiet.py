"""Quiet hours: when a person's own clock says that nothing should ring."""

import zoneinfo
from datetime import datetime, time

from django.conf import settings

from aiuto.notices.models import QuietHours
from aiuto.people.models import User


def zone_of(user: User) -> zoneinfo.ZoneInfo:
    """The person's own time zone, else the installation's."""
    return zoneinfo.ZoneInfo(user.time_zone or settings.TIME_ZONE)


def lies_between(at: time, begins: time, ends: time) -> bool:
    """Whether a clock time lies between two others, past midnight too; the same two are never."""
    if begins <= ends:
        return begins <= at < ends
    return at >= begins or at < ends


def is_quiet(user: User, hours: QuietHours | None, *, now: datetime) -> bool:
    """Whether it is quiet for this person now."""
    return hours is not None and lies_between(now.astimezone(zone_of(user)).time(), hours.begins, hours.ends)
