"""A recovery was opened by mistake: whoever opened it takes it back at once, while nothing was done about it."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.promises.settling import settle
from aiuto.recovery.locking import lock_recovery
from aiuto.recovery.opening import withdraw
from aiuto.tickets.models import Ticket


@transaction.atomic
def withdraw_recovery(recovery_id: int, *, user: User, now: datetime) -> Ticket:
    """The request, as if it had never been opened there. Raises RecoveryError: NotFound, TooLate."""
    ticket, recovery = lock_recovery(user, recovery_id)
    withdraw(recovery, by=person(user.pk), now=now)
    return settle(ticket, now=now)
