"""Recoveries whose owner has left or is long away: leads are told at once, and anybody of the desk takes them."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import SYSTEM
from aiuto.notices.models import Kind as Notice
from aiuto.notices.telling import tell
from aiuto.people.queries import in_charge_at
from aiuto.recovery.locking import lock_this
from aiuto.recovery.owning import back_again, note_missed, to_miss

BATCH = 200


def miss_owners(*, now: datetime) -> int:
    """A batch, each in a transaction of its own; of how many leads were told. Who is back is missed no more."""
    for recovery in back_again(now, limit=BATCH):
        _note(recovery, missed=False, now=now)
    return sum(_note(recovery, missed=True, now=now) for recovery in to_miss(now, limit=BATCH))


@transaction.atomic
def _note(recovery_id: int, *, missed: bool, now: datetime) -> bool:
    """Another worker may have been first."""
    _ticket, recovery = lock_this(recovery_id)
    if not note_missed(recovery, missed=missed, by=SYSTEM, now=now):
        return False
    if missed:
        leads = in_charge_at(recovery.desk_id, apart_from=recovery.owner_id)
        tell(leads, kind=Notice.NEEDS_OWNER, ticket=recovery.ticket_id, by=SYSTEM, now=now)
    return True
