"""A colleague is back, or will not be away after all."""

from datetime import datetime

from django.db import transaction

from aiuto.flows.miss_owners import miss_owners
from aiuto.journal.actors import person
from aiuto.people import absences
from aiuto.people.models import Absence, User
from aiuto.people.policies import check_notes_absences_of


@transaction.atomic
def end_absence(absence_id: int, *, user: User, now: datetime) -> None:
    """Nothing where it is gone already. Raises NotAllowed."""
    absence = Absence.objects.select_for_update(no_key=True).filter(pk=absence_id).first()
    if absence is None:
        return
    check_notes_absences_of(user, absence.user_id)
    absences.end_absence(absence, by=person(user.pk), now=now)
    miss_owners(now=now)
