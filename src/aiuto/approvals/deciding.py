"""Deciding what was asked: once, by one person. What follows of it, the flow does in the same transaction."""

from datetime import datetime

from django.db import transaction

from aiuto.approvals.asking import words
from aiuto.approvals.errors import NotFound
from aiuto.approvals.models import Approval, State
from aiuto.approvals.policies import check_decides
from aiuto.approvals.states import check_move
from aiuto.journal.actors import SYSTEM, Actor, person
from aiuto.journal.recording import record
from aiuto.people.models import User


def lock_approval(approval_id: int) -> Approval:
    """Locked for the transaction: of two who decide at once, the second sees what the first said. Raises NotFound."""
    locked = Approval.objects.select_for_update(of=("self",), no_key=True).filter(pk=approval_id).first()
    if locked is None:
        raise NotFound
    return locked


def approve(approval: Approval, *, said: str = "", by: User, now: datetime) -> Approval:
    """Agree to it. Raises OwnQuestion, NotEnough, Decided."""
    check_decides(by, approval)
    return _decide(approval, State.APPROVED, " ".join(said.split())[:500], by=person(by.pk), now=now)


def decline(approval: Approval, *, said: str, by: User, now: datetime) -> Approval:
    """Say no, and why. Raises OwnQuestion, NotEnough, Decided, NoReason."""
    check_decides(by, approval)
    check_move(approval.state, State.DECLINED)
    return _decide(approval, State.DECLINED, words(said), by=person(by.pk), now=now)


def lapse(approval: Approval, *, by: Actor = SYSTEM, now: datetime) -> Approval:
    """Nobody decided in time, or nobody needs to know any more. Raises Decided."""
    return _decide(approval, State.LAPSED, "", by=by, now=now)


@transaction.atomic(savepoint=False)
def _decide(approval: Approval, to: State, said: str, *, by: Actor, now: datetime) -> Approval:
    check_move(approval.state, to)
    approval.state, approval.said, approval.decided_at = to, said, now
    approval.decided_by_id = by.id if to != State.LAPSED else None
    approval.save(update_fields=["state", "said", "decided_at", "decided_by"])
    record(f"approval.{to}", by=by, now=now, ticket=approval.ticket, approval=approval.pk, what=approval.kind)
    return approval
