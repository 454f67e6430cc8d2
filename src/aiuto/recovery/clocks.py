"""When each step of a recovery is due, counted on the desk's hours; tighter after a second failure."""

from datetime import datetime, timedelta

from django.conf import settings

from aiuto.promises.counting import days_of_work_later, end_of_day, hours_of, zone_of
from aiuto.recovery.models import Recovery, StepKind
from aiuto.tickets.timing import worked


def due(recovery: Recovery, kind: StepKind, *, start: datetime) -> datetime | None:
    """A follow-up is due some days after the fix, so nobody knows its day before."""
    if kind == StepKind.FOLLOW_UP:
        return None
    if kind == StepKind.APOLOGISE:
        return worked(recovery.desk, start, _apology(recovery))
    return _same_day(recovery, start)


def follow_up(recovery: Recovery, *, fixed: datetime) -> datetime:
    """When the customer is asked whether it is well now."""
    days = settings.ENVIRONMENT.aiuto_recovery_follow_up_days * _share(recovery)
    return days_of_work_later(recovery.desk, fixed, max(1, round(days)))


def is_second(recovery: Recovery) -> bool:
    """It weighs more: it failed again, or there was another failure before."""
    return recovery.round > 1 or recovery.earlier_id is not None


def _share(recovery: Recovery) -> float:
    return settings.ENVIRONMENT.aiuto_second_failure_percent / 100 if is_second(recovery) else 1.0


def _apology(recovery: Recovery) -> timedelta:
    return timedelta(minutes=settings.ENVIRONMENT.aiuto_apology_minutes) * _share(recovery)


def _same_day(recovery: Recovery, start: datetime) -> datetime:
    """When the desk closes today; on its next day of work, where it has closed or an apology would not fit before."""
    desk = recovery.desk
    first = worked(desk, start, _apology(recovery))
    end = end_of_day(desk, first.astimezone(zone_of(desk)).date())
    left = hours_of(desk).between(start, end)
    if left <= timedelta():
        return end
    return worked(desk, start, max(left * _share(recovery), _apology(recovery)))
