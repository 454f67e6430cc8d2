"""A colleague notes that a step of a recovery is done, and where that shows."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from aiuto.flows.keeping_files import Brought
from aiuto.flows.noting_calls import call_of
from aiuto.flows.showing import Proof, show
from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.promises.settling import settle
from aiuto.recovery.doing import do
from aiuto.recovery.locking import lock_recovery
from aiuto.recovery.models import Step, StepKind


@transaction.atomic
def do_step(
    recovery_id: int,
    kind: str,
    *,
    words: str,
    proof: str = "",
    file: Brought | None = None,
    request: str = "",
    call: int | None = None,
    user: User,
    now: datetime,
) -> Step:
    """Act, compassion by a call, or why there is nothing to compensate.

    An act shows by `proof` (a tracking number, a link), by a `file`, which stands in a note, or by the `request` of
    colleagues, its number or reference, which is linked. `call` is the message of a call; else it is noted with it.
    Raises RecoveryError, TicketError.
    """
    ticket, recovery = lock_recovery(user, recovery_id)
    known, brought = StepKind(kind), Proof(words=proof, file=file, request=request)
    shown = show(ticket, brought, about=words, user=user, now=now)
    if known == StepKind.COMPASSION and not file:
        shown = replace(shown, message=call_of(ticket, words, noted=call, user=user, now=now))
    step = do(recovery, ticket, known, words=words, shown=shown, by=person(user.pk), now=now)
    settle(ticket, now=now)
    return step
