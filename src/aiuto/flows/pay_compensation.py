"""A colleague has paid out or sent off what was agreed to, and says where that shows."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.promises.settling import settle
from aiuto.recovery.locking import lock_compensation
from aiuto.recovery.models import Compensation
from aiuto.recovery.paying import send


@transaction.atomic
def pay_compensation(compensation_id: int, *, proof: str, user: User, now: datetime) -> Compensation:
    """Once: a second press finds it sent. Raises RecoveryError."""
    ticket, given = lock_compensation(user, compensation_id)
    send(given, ticket, proof=proof, by=person(user.pk), now=now)
    settle(ticket, now=now)
    return given
