"""Whoever carries a recovery asks two to five colleagues who is right; each answers alone."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.notices.models import Kind as Notice
from aiuto.notices.telling import tell
from aiuto.people.models import User
from aiuto.people.queries import colleagues_at
from aiuto.recovery.consulting import consult
from aiuto.recovery.errors import NoSuchColleague
from aiuto.recovery.locking import lock_recovery
from aiuto.recovery.models import Consultation
from aiuto.recovery.policies import check_carries, check_shown


@transaction.atomic
def ask_team(
    recovery_id: int, *, question: str, colleagues: Collection[int], user: User, now: datetime
) -> Consultation:
    """Those who are asked hear of it. Raises RecoveryError."""
    ticket, recovery = lock_recovery(user, recovery_id)
    check_carries(user, recovery)
    check_shown(user, recovery)
    asker = recovery.customer.user_id if recovery.customer else None
    if not set(colleagues) <= {one.pk for one in colleagues_at(recovery.desk_id) if one.pk != asker}:
        raise NoSuchColleague
    asked = consult(recovery, question=question, colleagues=colleagues, by=user, now=now)
    tell(colleagues, kind=Notice.OPINION_ASKED, ticket=ticket.pk, by=person(user.pk), now=now)
    return asked
