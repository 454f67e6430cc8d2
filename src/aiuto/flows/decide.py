"""A second person approves or declines what a colleague asked, and what follows of it is done at once."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from aiuto.approvals import deciding
from aiuto.approvals.models import Approval, Kind
from aiuto.approvals.queries import approval_for
from aiuto.customers.limiting import lock_limit
from aiuto.customers.limiting import turn_down as turn_down_limit
from aiuto.flows.end_with_dignity import end_with_dignity
from aiuto.flows.enforce_limit import enforce_limit
from aiuto.flows.making_good import carry_on
from aiuto.journal.actors import Actor, person
from aiuto.notices.models import Kind as Notice
from aiuto.notices.telling import tell
from aiuto.people.models import User
from aiuto.promises.settling import settle
from aiuto.recovery.ending import waive
from aiuto.recovery.giving import agree, disagree
from aiuto.recovery.locking import lock_given, lock_this
from aiuto.recovery.models import Compensation, Step
from aiuto.tickets.locking import lock
from aiuto.tickets.threading import target_of

Apply = Callable[[Approval, User, datetime], object]


@transaction.atomic
def decide(approval_id: int, *, approve: bool, said: str = "", user: User, now: datetime) -> Approval:
    """Of two who decide at once one wins, and the other is told.

    Raises ApprovalError, RecoveryError, TicketError, CustomerError.
    """
    found = approval_for(user, approval_id)
    _lock_request(found)
    approval = deciding.lock_approval(found.pk)
    if approve:
        deciding.approve(approval, said=said, by=user, now=now)
        APPLIED[Kind(approval.kind)](approval, user, now)
    else:
        deciding.decline(approval, said=said, by=user, now=now)
        turn_down(approval, by=person(user.pk), now=now)
    by, asker = person(user.pk), [approval.asked_by_id]
    tell(asker, kind=Notice.APPROVAL_DECIDED, ticket=approval.ticket, by=by, now=now)
    return approval


def _lock_request(approval: Approval) -> None:
    """Before what was asked about it, as every act on a request does."""
    recovery = approval.facts.get("recovery")
    if recovery:
        lock_this(recovery)
    elif approval.ticket:
        lock(target_of(approval.ticket))


def turn_down(approval: Approval, *, by: Actor, now: datetime) -> None:
    """What was asked and is not agreed to is not given."""
    if approval.kind == Kind.COMPENSATION:
        disagree(_given(approval), by=by, now=now)
    if approval.kind == Kind.LIMIT:
        turn_down_limit(lock_limit(approval.about), by=by, now=now)


def _give(approval: Approval, user: User, now: datetime) -> None:
    ticket, given = lock_given(approval.facts["recovery"], approval.about)
    agree(given, approval=approval, by=person(user.pk), now=now)
    carry_on(given, ticket, now=now)


def _given(approval: Approval) -> Compensation:
    return Compensation.objects.select_related("recovery").get(pk=approval.about)


def _waive(approval: Approval, user: User, now: datetime) -> None:
    step = Step.objects.select_related("promise").get(pk=approval.about)
    ticket, step.recovery = lock_this(step.recovery_id)
    waive(step, ticket, waiver=approval, by=person(user.pk), now=now)
    settle(ticket, now=now)


APPLIED: dict[Kind, Apply] = {
    Kind.WAIVER: _waive,
    Kind.COMPENSATION: _give,
    Kind.ENDING: end_with_dignity,
    Kind.LIMIT: enforce_limit,
}
