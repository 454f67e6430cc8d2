"""A colleague who was asked says who they think is right, alone."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.notices.models import Kind as Notice
from aiuto.notices.telling import tell
from aiuto.people.models import User
from aiuto.recovery.consulting import give
from aiuto.recovery.locking import lock_recovery
from aiuto.recovery.models import Consultation


@transaction.atomic
def give_opinion(
    recovery_id: int, *, verdict: str, certainty: str, words: str, user: User, now: datetime
) -> Consultation:
    """With the last view whoever asked hears that all is said. Raises RecoveryError."""
    ticket, recovery = lock_recovery(user, recovery_id)
    asked = give(recovery, verdict=verdict, certainty=certainty, words=words, by=user, now=now)
    if asked.closed_at:
        told, by = [asked.asked_by_id], person(user.pk)
        tell(told, kind=Notice.OPINIONS_GIVEN, ticket=ticket.pk, by=by, now=now)
    return asked
