"""A colleague notes what a customer was offered, and what they said to it."""

from datetime import datetime

from django.db import transaction

from aiuto.people.models import User
from aiuto.recovery import dignified
from aiuto.recovery.locking import lock_recovery
from aiuto.recovery.models import Attempt


@transaction.atomic
def note_attempt(
    recovery_id: int, *, offered: str, answer: str, at: datetime, user: User, now: datetime
) -> Attempt:
    """Raises RecoveryError."""
    _ticket, recovery = lock_recovery(user, recovery_id)
    return dignified.note_attempt(recovery, offered=offered, answer=answer, at=at, by=user, now=now)
