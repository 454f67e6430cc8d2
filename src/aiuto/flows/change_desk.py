"""A desk is changed: how it is called, speaks and signs, its hours and its limits."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import SYSTEM, person
from aiuto.people import desks
from aiuto.people.desks import Front as Front
from aiuto.people.models import Desk, User
from aiuto.people.policies import check_manages_people
from aiuto.promises.recounting import recount_soon

COUNTED_BY = ("schedule_id", "first_answer_minutes", "update_minutes")


@transaction.atomic
def change_desk(desk: Desk, front: Front, *, now: datetime, by: User | None = None) -> Desk:
    """What `front` leaves out stays; `by` None is the command line. Other times count for what is promised already.

    Raises PeopleError: BadName, BadPreference, BadNumber, NotAllowed.
    """
    if by:
        check_manages_people(by)
    actor = person(by.pk) if by else SYSTEM
    changed = desks.change_desk(desk, front, by=actor, now=now)
    if any(getattr(changed, name) != getattr(desk, name) for name in COUNTED_BY):
        recount_soon([changed.pk], now=now)
    return changed
