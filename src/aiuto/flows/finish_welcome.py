"""The first steps of a new house are over."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import SYSTEM, person
from aiuto.people import welcoming
from aiuto.people.models import User
from aiuto.people.policies import check_manages_people


@transaction.atomic
def finish_welcome(*, now: datetime, by: User | None = None) -> None:
    """Nobody is led through them again; `by` None is the command line. Raises NotAllowed."""
    if by:
        check_manages_people(by)
    welcoming.finish(by=person(by.pk) if by else SYSTEM, now=now)
