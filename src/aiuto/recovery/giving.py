"""Making it good: proposed, and agreed to by who may. Callers have locked the ticket."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q

from aiuto.approvals.asking import Asked, ask
from aiuto.approvals.models import Approval, Kind
from aiuto.journal.actors import Actor, person
from aiuto.journal.recording import record
from aiuto.people.models import User
from aiuto.recovery.amounts import MOST_SHARE, is_amount, rounded
from aiuto.recovery.errors import (
    BadAmount,
    GivenAlready,
    NoChoice,
    NoSuchLine,
    NothingSaid,
    NothingToChoose,
    TooMuch,
    WrongState,
)
from aiuto.recovery.limits import budget_of, lock_limits, may_give, needed
from aiuto.recovery.models import (
    UNDER_WAY,
    Chooser,
    Compensation,
    Good,
    Limits,
    Line,
    Payment,
    Recovery,
)
from aiuto.recovery.states import check_payment

LONGEST = 300
OPEN_PAYMENTS = (Payment.PROPOSED, Payment.APPROVED, Payment.SENT, Payment.FAILED)
_CHANGED = ("state", "alone", "approved_at", "approval", "proof", "sent_at", "delivery")


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What the customer chose, and what they were offered beside it; `line` is the id of a line of the recovery.

    `by_page`: they have not chosen, and do so by a page that is mailed to them.
    """

    kind: str
    amount: Decimal
    why: str
    other: str = ""
    other_amount: Decimal | None = None
    owed: bool = False
    line: int | None = None
    by_page: bool = False

    def dearer_first(self) -> "Offer":
        """Until they have chosen, authority and budget are asked for the dearer one."""
        if not self.by_page or self.other_amount is None or self.other_amount <= self.amount:
            return self
        return replace(
            self, kind=self.other, amount=self.other_amount, other=self.kind, other_amount=self.amount
        )


@transaction.atomic(savepoint=False)
def propose(recovery: Recovery, offer: Offer, *, by: User, now: datetime) -> Compensation:
    """Agreed to at once where its proposer may give it alone; else a second person is asked.

    Alone nobody gives above their authority or the month's budget, nor for a line that was made good before.
    Raises RecoveryError, ApprovalError.
    """
    limits = lock_limits(recovery.desk)
    given = _made(recovery, offer.dearer_first(), limits, by=by, now=now)
    record_of("compensation.proposed", given, by=person(by.pk), now=now)
    if _alone(given, limits, role=by.role, now=now):
        return _approve(given, alone=True, approval=None, by=person(by.pk), now=now)
    asked = Asked(
        kind=Kind.COMPENSATION,
        about=given.pk,
        desk=recovery.desk_id,
        ticket=recovery.ticket_id,
        why=offer.why,
        needs=needed(limits, given.amount),
        facts={"recovery": recovery.pk, "amount": str(given.amount), "currency": given.currency},
    )
    given.approval = ask(asked, by=by, now=now)
    given.save(update_fields=["approval"])
    return given


def _made(recovery: Recovery, offer: Offer, limits: Limits, *, by: User, now: datetime) -> Compensation:
    why = " ".join(offer.why.split())[:LONGEST]
    if not why:
        raise NothingSaid
    if recovery.state not in UNDER_WAY:
        raise WrongState
    if recovery.compensations.filter(state__in=OPEN_PAYMENTS).exists():
        raise GivenAlready
    line = _line(recovery, offer.line)
    _check_amount(offer, line)
    return Compensation.objects.create(
        recovery=recovery,
        desk=recovery.desk,
        line=line,
        paid_for=f"{line.source}/{line.number}/{line.position}" if line else _without_line(recovery, offer),
        kind=Good(offer.kind),
        amount=rounded(offer.amount),
        currency=line.currency if line else limits.currency,
        other=offer.other,
        other_amount=offer.other_amount,
        owed=offer.owed,
        chosen_by=Chooser.NOBODY if offer.by_page else Chooser.COLLEAGUE,
        why=why,
        proposed_by=by,
        proposed_at=now,
    )


def _line(recovery: Recovery, line: int | None) -> Line | None:
    if line is None:
        return None
    found = recovery.lines.filter(pk=line).first()
    if found is None:
        raise NoSuchLine
    return found


def _check_amount(offer: Offer, line: Line | None) -> None:
    amounts = [offer.amount, *([offer.other_amount] if offer.other_amount is not None else [])]
    if not all(map(is_amount, amounts)):
        raise BadAmount
    if not offer.owed and (not offer.other or offer.other == offer.kind):
        raise NoChoice
    if offer.by_page and (offer.owed or offer.other_amount is None):
        raise NothingToChoose
    if line and not offer.owed and max(amounts) > line.unit_price * line.quantity * MOST_SHARE:
        raise TooMuch


def _alone(given: Compensation, limits: Limits, *, role: str, now: datetime) -> bool:
    """What the law owes weighs on no budget, yet on whoever gives it; the limits say nothing of another currency."""
    if _paid_before(given) or given.currency != limits.currency or not may_give(limits, role, given.amount):
        return False
    spent = budget_of(given.desk, limits, now=now).spent
    return given.owed or spent + given.amount <= limits.budget


def _without_line(recovery: Recovery, offer: Offer) -> str:
    return f"recovery {recovery.pk}: {offer.kind} {rounded(offer.amount)}"


def _paid_before(given: Compensation) -> bool:
    """The same line of the same order, in whichever recovery; without a line, the same kind and amount in this one.

    An order may have changed in between: what has the same name there is the same, wherever it stands.
    """
    same, line = Q(paid_for=given.paid_for), given.line
    if line:
        same |= Q(line__source=line.source, line__number=line.number, line__name=line.name)
    else:
        same |= Q(recovery=given.recovery_id, kind=given.kind, amount=given.amount)
        same |= Q(recovery=given.recovery_id, kind=given.other, amount=given.other_amount)
    before = Compensation.objects.filter(same).exclude(pk=given.pk)
    return before.exclude(state=Payment.DECLINED).exists()


@transaction.atomic(savepoint=False)
def agree(given: Compensation, *, approval: Approval, by: Actor, now: datetime) -> Compensation:
    """A second person has agreed. Raises WrongState."""
    return _approve(given, alone=False, approval=approval, by=by, now=now)


def _approve(
    given: Compensation, *, alone: bool, approval: Approval | None, by: Actor, now: datetime
) -> Compensation:
    given.alone, given.approved_at, given.approval = alone, now, approval
    return move(given, Payment.APPROVED, by=by, now=now)


def disagree(given: Compensation, *, by: Actor, now: datetime) -> Compensation:
    """A second person has declined, or nobody decided. Raises WrongState."""
    return move(given, Payment.DECLINED, by=by, now=now)


@transaction.atomic(savepoint=False)
def move(given: Compensation, to: Payment, *, by: Actor, now: datetime) -> Compensation:
    check_payment(given.state, to)
    given.state = to
    given.save(update_fields=_CHANGED)
    record_of(f"compensation.{to}", given, by=by, now=now)
    return given


def record_of(kind: str, given: Compensation, *, by: Actor, now: datetime) -> None:
    """One event about it: what, and how much."""
    data: dict[str, Any] = {"what": given.kind, "amount": str(given.amount), "currency": given.currency}
    recovery = given.recovery
    record(
        kind,
        by=by,
        now=now,
        ticket=recovery.ticket_id,
        customer=recovery.customer_id,
        recovery=recovery.pk,
        compensation=given.pk,
        **data,
    )
