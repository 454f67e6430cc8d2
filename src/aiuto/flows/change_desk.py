"""A desk is changed: how it is called, speaks and signs, its hours and its limits."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import SYSTEM, person
from aiuto.people import desks
from aiuto.people.desks import Front as Front
from aiuto.people.models import Desk, User
from aiuto.people.policies import check_manages_people


@transaction.atomic
def change_desk(desk: Desk, front: Front, *, now: datetime, by: User | None = None) -> Desk:
    """What `front` leaves out stays; `by` None is the command line.

    Raises PeopleError: BadName, BadPreference, BadNumber, NotAllowed.
    """
    if by:
        check_manages_people(by)
    actor = person(by.pk) if by else SYSTEM
    return desks.change_desk(desk, front, by=actor, now=now)
