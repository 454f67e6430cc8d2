"""A waiver that was asked for a step which is due no longer: nobody needs to decide it."""

from datetime import datetime

from aiuto.approvals.deciding import lapse, lock_approval
from aiuto.approvals.models import Approval, Kind, State
from aiuto.approvals.queries import deciders_of
from aiuto.journal.actors import Actor
from aiuto.notices.models import Kind as Notice
from aiuto.notices.telling import tell
from aiuto.recovery.models import Step


def withdraw(step: Step, *, by: Actor, now: datetime) -> None:
    """The question lapses, and who would decide it is told. Callers have locked the step's request."""
    asked = Approval.objects.filter(kind=Kind.WAIVER, about=step.pk, state=State.ASKED).first()
    if asked is None:
        return
    approval = lapse(lock_approval(asked.pk), by=by, now=now)
    people = [approval.asked_by_id, *deciders_of(approval)]
    tell(people, kind=Notice.APPROVAL_OVER, ticket=approval.ticket, by=by, now=now)
