"""Periodic: what nobody approved or declined in time lapses, and who asked hears of it."""

from datetime import datetime

from django.db import transaction

from aiuto.approvals.deciding import lapse, lock_approval
from aiuto.approvals.models import State
from aiuto.approvals.queries import lapsing
from aiuto.flows.decide import turn_down
from aiuto.journal.actors import SYSTEM
from aiuto.notices.models import Kind as Notice
from aiuto.notices.telling import tell

BATCH = 100


@transaction.atomic
def lapse_approvals(*, now: datetime) -> int:
    """A batch; how many. Another worker that is here too finds them lapsed."""
    found = [lock_approval(pk) for pk in sorted(lapsing(now, limit=BATCH))]
    for approval in found:
        if approval.state == State.ASKED:
            lapse(approval, now=now)
            turn_down(approval, by=SYSTEM, now=now)
            tell(
                [approval.asked_by_id],
                kind=Notice.APPROVAL_DECIDED,
                ticket=approval.ticket,
                by=SYSTEM,
                now=now,
            )
    return len(found)
