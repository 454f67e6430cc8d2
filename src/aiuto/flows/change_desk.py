"""A desk gets another name or signature."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import SYSTEM, person
from aiuto.people import desks
from aiuto.people.models import Desk, User
from aiuto.people.policies import check_manages_people


@transaction.atomic
def change_desk(
    desk: Desk, *, name: str, from_name: str, signature: str, now: datetime, by: User | None = None
) -> Desk:
    """`from_name` is what customers see beside the address; `by` None is the command line.

    Raises PeopleError: BadName, NotAllowed.
    """
    if by:
        check_manages_people(by)
    actor = person(by.pk) if by else SYSTEM
    return desks.change_desk(desk, name=name, from_name=from_name, signature=signature, by=actor, now=now)
