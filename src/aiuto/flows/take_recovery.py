"""A colleague takes a recovery whose owner is not there, and with it the request that was theirs."""

from datetime import datetime

from django.db import transaction

from aiuto.customers.policies import looks_after
from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.people.policies import serves
from aiuto.recovery import owning
from aiuto.recovery.errors import NoSuchColleague
from aiuto.recovery.locking import lock_recovery
from aiuto.recovery.models import Recovery
from aiuto.tickets import assigning


@transaction.atomic
def take_recovery(recovery_id: int, *, user: User, now: datetime) -> Recovery:
    """It stands still or not: what blocks it is the first thing that it asks its new owner.

    A request that somebody else looks after stays with them, and one that a limit keeps for leads waits for one.
    Raises RecoveryError.
    """
    ticket, recovery = lock_recovery(user, recovery_id)
    if not serves(user, recovery.desk_id):
        raise NoSuchColleague
    was, by = recovery.owner_id, person(user.pk)
    owning.take(recovery, owner=user.pk, by=by, now=now)
    if ticket.owner_id == was and not ticket.spam and looks_after(ticket.customer, user):
        assigning.assign(ticket, owner=user, by=by, now=now)
    return recovery
