"""Hours of work: made and changed by an administrator, and what they may be made of."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from aiuto.business_hours.errors import BadSchedule
from aiuto.business_hours.reading import parse_schedule
from aiuto.journal.actors import Actor
from aiuto.journal.changes import differences
from aiuto.journal.recording import record
from aiuto.people.desks import free_name
from aiuto.people.errors import BadHours
from aiuto.people.models import Schedule

Week = Mapping[str, Sequence[Sequence[str]]]


@transaction.atomic(savepoint=False)
def create_schedule(
    *, name: str, time_zone: str, week: Week, country: str, subdivision: str, by: Actor, now: datetime
) -> Schedule:
    """Hours with a name. Raises BadName, BadHours."""
    _check(time_zone, week, country, subdivision)
    schedule = Schedule.objects.create(
        name=free_name(Schedule, name),
        time_zone=time_zone,
        week=week,
        country=country,
        subdivision=subdivision,
    )
    record("schedule.created", by=by, now=now, schedule=schedule.pk)
    return schedule


@transaction.atomic(savepoint=False)
def change_schedule(
    schedule: Schedule,
    *,
    name: str,
    time_zone: str,
    week: Week,
    country: str,
    subdivision: str,
    by: Actor,
    now: datetime,
) -> Schedule:
    """From now on desks with these hours count by them. Raises BadName, BadHours."""
    own = Schedule.objects.select_for_update().get(pk=schedule.pk)
    _check(time_zone, week, country, subdivision)
    values = {
        "name": own.name if name == own.name else free_name(Schedule, name),
        "time_zone": time_zone,
        "week": week,
        "country": country,
        "subdivision": subdivision,
    }
    if changed := differences(own, values):
        Schedule.objects.filter(pk=own.pk).update(**values)
        record("schedule.changed", by=by, now=now, schedule=own.pk, changed=changed)
        own.refresh_from_db()
    return own


def _check(time_zone: str, week: Week, country: str, subdivision: str) -> None:
    try:
        hours = parse_schedule(time_zone, week, country=country, subdivision=subdivision)
    except BadSchedule as problem:
        raise BadHours from problem
    if not any(hours.week.values()):
        raise BadHours
