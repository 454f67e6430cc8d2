"""A colleague says what makes a recovery stand still, and whoever can remove it hears of it."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.notices.models import Kind as Notice
from aiuto.notices.telling import tell
from aiuto.people.models import User
from aiuto.people.queries import colleagues_at
from aiuto.promises.settling import settle
from aiuto.recovery.blocking import block
from aiuto.recovery.errors import NoSuchColleague
from aiuto.recovery.locking import lock_recovery
from aiuto.recovery.models import Blocker


@transaction.atomic
def block_recovery(
    recovery_id: int, *, kind: str, what: str, remover: int, due: datetime, user: User, now: datetime
) -> Blocker:
    """Raises RecoveryError, PromiseError."""
    ticket, recovery = lock_recovery(user, recovery_id)
    if remover not in {one.pk for one in colleagues_at(recovery.desk_id)}:
        raise NoSuchColleague
    by = person(user.pk)
    blocker = block(recovery, ticket, kind=kind, what=what, remover=remover, due=due, by=by, now=now)
    tell([remover], kind=Notice.BLOCKS, ticket=ticket.pk, by=by, now=now)
    settle(ticket, now=now)
    return blocker
