"""Whoever carries a recovery has heard enough: what the team said until now is read by all."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.recovery import consulting
from aiuto.recovery.locking import lock_recovery
from aiuto.recovery.models import Consultation
from aiuto.recovery.policies import check_carries


@transaction.atomic
def close_asking(recovery_id: int, *, user: User, now: datetime) -> Consultation:
    """Raises RecoveryError."""
    _ticket, recovery = lock_recovery(user, recovery_id)
    check_carries(user, recovery)
    return consulting.close(recovery, by=person(user.pk), now=now)
