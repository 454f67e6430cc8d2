"""Absences: when a colleague is not there, noted by themselves or by a lead."""

from datetime import datetime, timedelta

from django.db import transaction

from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.people.errors import BadAbsence
from aiuto.people.models import Absence, User

FARTHEST = timedelta(days=366)


@transaction.atomic(savepoint=False)
def note_absence(user: User, *, begins: datetime, ends: datetime | None, by: Actor, now: datetime) -> Absence:
    """Without `ends` it lasts until they are back. Raises BadAbsence."""
    last = ends or begins + timedelta(microseconds=1)
    if not now <= begins < last <= now + FARTHEST:
        raise BadAbsence
    absence = Absence.objects.create(user=user, begins_at=begins, ends_at=ends)
    record(
        "person.away",
        by=by,
        now=now,
        person=user.pk,
        begins=begins.isoformat(),
        ends=ends.isoformat() if ends else None,
    )
    return absence


@transaction.atomic(savepoint=False)
def end_absence(absence: Absence, *, by: Actor, now: datetime) -> None:
    """They are back; what has not begun is off."""
    absence.ends_at = now
    if absence.begins_at >= now:
        absence.delete()
    else:
        absence.save(update_fields=["ends_at"])
    record("person.back", by=by, now=now, person=absence.user_id)
