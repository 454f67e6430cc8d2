"""A colleague notes that a step of a recovery is done, and where that shows."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.promises.settling import settle
from aiuto.recovery.doing import do
from aiuto.recovery.locking import lock_recovery
from aiuto.recovery.models import Step, StepKind


@transaction.atomic
def do_step(recovery_id: int, kind: str, *, words: str, proof: str = "", user: User, now: datetime) -> Step:
    """Act, compassion by a call, or why there is nothing to compensate. Raises RecoveryError."""
    ticket, recovery = lock_recovery(user, recovery_id)
    step = do(recovery, ticket, StepKind(kind), words=words, proof=proof, by=person(user.pk), now=now)
    settle(ticket, now=now)
    return step
