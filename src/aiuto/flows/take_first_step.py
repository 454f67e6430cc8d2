"""An administrator of a new house does or skips one of the first steps."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people import welcoming
from aiuto.people.models import User
from aiuto.people.policies import check_manages_people


@transaction.atomic
def take_first_step(step: str, *, by: User, now: datetime) -> None:
    """The welcome goes on behind it, today or another day. Raises NotAllowed."""
    check_manages_people(by)
    welcoming.note_step(step, by=person(by.pk), now=now)
