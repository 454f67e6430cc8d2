"""A colleague notes which of two things the customer chose when they were asked."""

from datetime import datetime

from django.db import transaction

from aiuto.flows.making_good import carry_on
from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.recovery.choosing import choose
from aiuto.recovery.locking import lock_compensation
from aiuto.recovery.models import Chooser, Compensation


@transaction.atomic
def note_choice(compensation_id: int, *, kind: str, user: User, now: datetime) -> Compensation:
    """It is paid out from then on. Raises RecoveryError."""
    ticket, given = lock_compensation(user, compensation_id)
    choose(given, kind, chooser=Chooser.COLLEAGUE, by=person(user.pk), now=now)
    carry_on(given, ticket, now=now)
    return given
