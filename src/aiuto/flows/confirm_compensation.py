"""A colleague notes whether what was sent off has reached the customer."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.promises.settling import settle
from aiuto.recovery.locking import lock_compensation
from aiuto.recovery.models import Compensation
from aiuto.recovery.paying import arrive


@transaction.atomic
def confirm_compensation(compensation_id: int, *, arrived: bool, user: User, now: datetime) -> Compensation:
    """What did not arrive is to be sent again. Raises RecoveryError."""
    ticket, given = lock_compensation(user, compensation_id)
    arrive(given, ticket, arrived=arrived, by=person(user.pk), now=now)
    settle(ticket, now=now)
    return given
