"""Hours of work: made and changed by an administrator, and what they may be made of."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """What hours are made of: a week, and days that are not like it."""

    name: str
    time_zone: str
    week: Week
    country: str = ""
    subdivision: str = ""
    special_days: Week = field(default_factory=dict)


@transaction.atomic(savepoint=False)
def create_schedule(hours: Hours, *, by: Actor, now: datetime) -> Schedule:
    """Hours with a name. Raises BadName, BadHours."""
    _check(hours)
    schedule = Schedule.objects.create(**asdict(hours) | {"name": free_name(Schedule, hours.name)})
    record("schedule.created", by=by, now=now, schedule=schedule.pk)
    return schedule


@transaction.atomic(savepoint=False)
def change_schedule(schedule: Schedule, hours: Hours, *, by: Actor, now: datetime) -> Schedule:
    """From now on desks with these hours count by them. Raises BadName, BadHours."""
    own = Schedule.objects.select_for_update(no_key=True).get(pk=schedule.pk)
    _check(hours)
    name = own.name if hours.name == own.name else free_name(Schedule, hours.name)
    values = asdict(hours) | {"name": name}
    if changed := differences(own, values):
        Schedule.objects.filter(pk=own.pk).update(**values)
        record("schedule.changed", by=by, now=now, schedule=own.pk, changed=changed)
        own.refresh_from_db()
    return own


def _check(hours: Hours) -> None:
    try:
        parsed = parse_schedule(
            hours.time_zone,
            hours.week,
            country=hours.country,
            subdivision=hours.subdivision,
            exceptions=hours.special_days,
        )
    except BadSchedule as problem:
        raise BadHours from problem
    if not any(parsed.week.values()):
        raise BadHours
