"""Hours of work are made or changed."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people import opening
from aiuto.people.models import Schedule, User
from aiuto.people.opening import Hours as Hours
from aiuto.people.policies import check_manages_people


@transaction.atomic
def keep_schedule(schedule: Schedule | None, hours: Hours, *, by: User, now: datetime) -> Schedule:
    """New hours where `schedule` is None. Raises PeopleError: BadName, BadHours, NotAllowed."""
    check_manages_people(by)
    if schedule is None:
        return opening.create_schedule(hours, by=person(by.pk), now=now)
    return opening.change_schedule(schedule, hours, by=person(by.pk), now=now)
