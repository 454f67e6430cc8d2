"""Hours of work are made or changed."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people import opening
from aiuto.people.models import Schedule, User
from aiuto.people.opening import Week
from aiuto.people.policies import check_manages_people


@transaction.atomic
def keep_schedule(
    schedule: Schedule | None,
    *,
    name: str,
    time_zone: str,
    week: Week,
    country: str,
    subdivision: str,
    by: User,
    now: datetime,
) -> Schedule:
    """New hours where `schedule` is None. Raises PeopleError: BadName, BadHours, NotAllowed."""
    check_manages_people(by)
    given = {"name": name, "time_zone": time_zone, "country": country, "subdivision": subdivision}
    if schedule is None:
        return opening.create_schedule(**given, week=week, by=person(by.pk), now=now)
    return opening.change_schedule(schedule, **given, week=week, by=person(by.pk), now=now)
