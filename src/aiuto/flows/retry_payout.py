"""A colleague asks the webhook once more to pay out what it refused."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.outbox.errors import TooLate
from aiuto.people.models import User
from aiuto.recovery.errors import WrongState
from aiuto.recovery.locking import lock_compensation
from aiuto.recovery.models import Compensation
from aiuto.recovery.paying import ask_again


@transaction.atomic
def retry_payout(compensation_id: int, *, user: User, now: datetime) -> Compensation:
    """Under the same key, so that it is paid once. Raises RecoveryError."""
    _ticket, given = lock_compensation(user, compensation_id)
    try:
        return ask_again(given, by=person(user.pk), now=now)
    except TooLate as error:
        raise WrongState from error
