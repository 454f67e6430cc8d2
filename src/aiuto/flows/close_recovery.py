"""A recovery is over: every step has its evidence, and its cause is known."""

from datetime import datetime

from django.db import transaction

from aiuto.flows.failing import learn_cause
from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.recovery.ending import close
from aiuto.recovery.locking import lock_recovery
from aiuto.recovery.models import Recovery


@transaction.atomic
def close_recovery(recovery_id: int, *, cause: int | None = None, user: User, now: datetime) -> Recovery:
    """`cause` is what caused it, where nobody has said it yet; whether it failed so before is known with it.

    Raises RecoveryError: StepsMissing, NoCause, WrongState.
    """
    ticket, recovery = lock_recovery(user, recovery_id)
    by = person(user.pk)
    if cause and ticket.cause_id is None:
        learn_cause(ticket, cause=cause, by=by, now=now)
    return close(recovery, ticket, by=by, now=now)
