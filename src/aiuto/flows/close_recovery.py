"""A recovery is over: every step has its evidence, and its cause is known."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.recovery.ending import close
from aiuto.recovery.locking import lock_recovery
from aiuto.recovery.models import Recovery


@transaction.atomic
def close_recovery(recovery_id: int, *, user: User, now: datetime) -> Recovery:
    """Raises RecoveryError: StepsMissing, NoCause, WrongState."""
    _ticket, recovery = lock_recovery(user, recovery_id)
    return close(recovery, by=person(user.pk), now=now)
