"""A colleague takes a recovery whose owner is not there."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.people.policies import serves
from aiuto.recovery import owning
from aiuto.recovery.errors import NoSuchColleague
from aiuto.recovery.locking import lock_recovery
from aiuto.recovery.models import Recovery


@transaction.atomic
def take_recovery(recovery_id: int, *, user: User, now: datetime) -> Recovery:
    """It stands still or not: what blocks it is the first thing that it asks its new owner. Raises RecoveryError."""
    _ticket, recovery = lock_recovery(user, recovery_id)
    if not serves(user, recovery.desk_id):
        raise NoSuchColleague
    return owning.take(recovery, owner=user.pk, by=person(user.pk), now=now)
