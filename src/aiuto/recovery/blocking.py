"""A recovery that stands still says what blocks it, and whoever can remove that owes it. Callers hold its lock."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.promises.models import Promise
from aiuto.recovery.errors import Unsaid, WrongState
from aiuto.recovery.models import UNDER_WAY, Blocker, Blocks, Recovery, Step
from aiuto.recovery.queries import WAITS_FOR_LEAD, is_late, under_way
from aiuto.tickets.models import Ticket


@transaction.atomic(savepoint=False)
def block(recovery: Recovery, *, kind: str, promise: Promise, by: Actor, now: datetime) -> Blocker:
    """It stands still until this promise is kept, on its own request or on another. Raises WrongState."""
    if recovery.state not in UNDER_WAY:
        raise WrongState
    blocker = Blocker.objects.create(
        recovery=recovery, desk=recovery.desk, kind=Blocks(kind), promise=promise, noted_at=now
    )
    record(
        "recovery.blocked",
        by=by,
        now=now,
        ticket=recovery.ticket_id,
        recovery=recovery.pk,
        what=blocker.kind,
        promise=promise.pk,
    )
    return blocker


def follow_promise(was: Promise, *, to: Promise) -> int:
    """What removes it has another time: that promise is waited for. How many; the event is the promise's."""
    return Blocker.objects.filter(promise=was).update(promise=to)


def check_said(recovery: Recovery, *, now: datetime) -> None:
    """Before what puts it off: past a step's clock somebody has said what blocks it. Raises Unsaid."""
    own = Step.objects.filter(recovery=recovery, round=recovery.round)
    steps = own.annotate(waits_for_lead=WAITS_FOR_LEAD)
    if not is_late(steps, recovery.compensations.select_related("delivery"), now):
        return
    if not recovery.blockers.filter(promise__closed_at__isnull=True).exists():
        raise Unsaid


def check_said_on(ticket: Ticket, *, now: datetime) -> None:
    """The same for the recovery that is under way on this request. Raises Unsaid."""
    if recovery := under_way(ticket.pk):
        check_said(recovery, now=now)
