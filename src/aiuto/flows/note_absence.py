"""A colleague will not be there, or is not: they say so, or a lead does."""

from datetime import datetime

from django.db import transaction

from aiuto.flows.miss_owners import miss_owners
from aiuto.journal.actors import person
from aiuto.people import absences
from aiuto.people.errors import NotAllowed
from aiuto.people.models import Absence, User
from aiuto.people.policies import check_notes_absences_of
from aiuto.people.queries import colleague


@transaction.atomic
def note_absence(
    person_id: int, *, begins: datetime, ends: datetime | None, user: User, now: datetime
) -> Absence:
    """Without `ends` until they are back. Of recoveries that need another owner now, leads hear at once.

    Raises PeopleError: BadAbsence, NotAllowed.
    """
    check_notes_absences_of(user, person_id)
    away = colleague(person_id)
    if away is None:
        raise NotAllowed
    absence = absences.note_absence(away, begins=begins, ends=ends, by=person(user.pk), now=now)
    miss_owners(now=now)
    return absence
