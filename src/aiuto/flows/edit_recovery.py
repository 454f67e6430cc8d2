"""A colleague knows more of a failure: what was lost, what is asked for, which articles, and who carries it."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.notices.models import Kind as Notice
from aiuto.notices.telling import tell
from aiuto.people.models import User
from aiuto.people.queries import colleagues_at
from aiuto.recovery.blocking import check_said
from aiuto.recovery.editing import edit
from aiuto.recovery.errors import NoSuchColleague
from aiuto.recovery.locking import lock_recovery
from aiuto.recovery.models import Recovery
from aiuto.recovery.opening import Failure as Failure


@transaction.atomic
def edit_recovery(
    recovery_id: int, failure: Failure, *, owner: int, kept: Collection[int] = (), user: User, now: datetime
) -> Recovery:
    """Who carries it from now on is told. Raises RecoveryError, Unsaid."""
    ticket, recovery = lock_recovery(user, recovery_id)
    before, by = recovery.owner_id, person(user.pk)
    if owner != before:
        _check_new_owner(recovery, owner, now=now)
    edit(recovery, failure, owner=owner, kept=set(kept), by=by, now=now)
    if owner != before:
        tell([owner], kind=Notice.RECOVERY, ticket=ticket.pk, by=by, now=now)
    return recovery


def _check_new_owner(recovery: Recovery, owner: int, *, now: datetime) -> None:
    """One that stands still is given to nobody before it is said why."""
    if owner not in {one.pk for one in colleagues_at(recovery.desk_id)}:
        raise NoSuchColleague
    check_said(recovery, now=now)
