"""A colleague asks a lead to agree that a step of a recovery is left out."""

from datetime import datetime

from django.db import transaction

from aiuto.approvals.models import Approval
from aiuto.approvals.queries import deciders_of
from aiuto.journal.actors import person
from aiuto.notices.models import Kind as Notice
from aiuto.notices.telling import tell
from aiuto.people.models import User
from aiuto.recovery import ending
from aiuto.recovery.blocking import check_said
from aiuto.recovery.locking import lock_recovery
from aiuto.recovery.models import StepKind


@transaction.atomic
def ask_waiver(recovery_id: int, kind: str, *, why: str, user: User, now: datetime) -> Approval:
    """Who may decide is told. Raises RecoveryError, ApprovalError, Unsaid while it stands still and nobody says why."""
    _ticket, recovery = lock_recovery(user, recovery_id)
    check_said(recovery, now=now)
    by = person(user.pk)
    approval = ending.ask_waiver(recovery, StepKind(kind), why=why, by=user, now=now)
    tell(deciders_of(approval), kind=Notice.APPROVAL_ASKED, ticket=recovery.ticket_id, by=by, now=now)
    return approval
