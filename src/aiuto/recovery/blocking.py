"""A recovery that stands still says what blocks it, and whoever can remove that owes it."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import Actor, person
from aiuto.journal.recording import record
from aiuto.promises.making import Word, make
from aiuto.promises.models import Kind
from aiuto.recovery.errors import WrongState
from aiuto.recovery.models import UNDER_WAY, Blocker, Blocks, Recovery
from aiuto.tickets.models import Ticket


@transaction.atomic(savepoint=False)
def block(
    recovery: Recovery,
    ticket: Ticket,
    *,
    kind: str,
    what: str,
    remover: int,
    due: datetime,
    by: Actor,
    now: datetime,
) -> Blocker:
    """What is needed becomes a promise of the remover to its owner. Raises WrongState, and PromiseError."""
    if recovery.state not in UNDER_WAY:
        raise WrongState
    word = Word(kind=Kind.FIX, what=what, due=due, to=recovery.owner_id, knowingly=True)
    promise = make(ticket, word, by=person(remover), now=now)
    blocker = Blocker.objects.create(
        recovery=recovery, desk=recovery.desk, kind=Blocks(kind), promise=promise, noted_at=now
    )
    record(
        "recovery.blocked",
        by=by,
        now=now,
        ticket=ticket.pk,
        recovery=recovery.pk,
        what=blocker.kind,
        promise=promise.pk,
    )
    return blocker
