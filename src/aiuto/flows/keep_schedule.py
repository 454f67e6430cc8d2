"""Hours of work are made or changed."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people import opening
from aiuto.people.models import Schedule, User
from aiuto.people.opening import Hours as Hours
from aiuto.people.policies import check_manages_people
from aiuto.people.queries import desks_with
from aiuto.promises.recounting import recount_soon


@transaction.atomic
def keep_schedule(schedule: Schedule | None, hours: Hours, *, by: User, now: datetime) -> Schedule:
    """New hours where `schedule` is None; what rules promised by the old ones is counted anew.

    Raises PeopleError: BadName, BadHours, NotAllowed.
    """
    check_manages_people(by)
    if schedule is None:
        return opening.create_schedule(hours, by=person(by.pk), now=now)
    changed = opening.change_schedule(schedule, hours, by=person(by.pk), now=now)
    recount_soon(desks_with(changed), now=now)
    return changed
