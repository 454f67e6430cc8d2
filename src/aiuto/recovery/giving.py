"""Making it good: proposed, and agreed to by who may. Callers have locked the ticket."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Sum

from aiuto.approvals.asking import Asked, ask
from aiuto.approvals.models import Approval, Kind
from aiuto.journal.actors import Actor, person
from aiuto.journal.recording import record
from aiuto.people.models import User
from aiuto.recovery.amounts import rounded
from aiuto.recovery.articles import articles, cost, given_before
from aiuto.recovery.errors import GivenAlready, NoSuchLine, NothingSaid, NotToCallOff, OnItsWay, WrongState
from aiuto.recovery.limits import budget_of, lock_limits, may_give, needed
from aiuto.recovery.models import (
    OPEN_PAYMENTS,
    UNDER_WAY,
    Chooser,
    Compensation,
    Good,
    Limits,
    Line,
    Payment,
    Recovery,
)
from aiuto.recovery.offers import Offer, check
from aiuto.recovery.policies import calls_off
from aiuto.recovery.queries.duties import is_still_owed
from aiuto.recovery.states import check_payment

LONGEST = 300
_CHANGED = (
    "state",
    "alone",
    "approved_at",
    "approval",
    "proof",
    "shown_in",
    "elsewhere",
    "sent_at",
    "delivery",
)


@transaction.atomic(savepoint=False)
def propose(recovery: Recovery, offer: Offer, *, by: User, now: datetime) -> Compensation:
    """Agreed to at once where its proposer may give it alone; else a second person is asked.

    Alone nobody gives above their authority or the month's budget, nor for an article that was made good before, nor
    as owed what nothing shows to be owed. What the law owes and what comes beside it may be under way together.
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
    if recovery.compensations.filter(state__in=OPEN_PAYMENTS, owed=offer.owed).exists():
        raise GivenAlready
    line = _line(recovery, offer.line)
    price, currency = cost(articles(recovery, line)) or (None, limits.currency)
    check(offer, price, goods=recovery.goods, owed=_owed_in(recovery, currency), currency=currency)
    return Compensation.objects.create(
        recovery=recovery,
        desk=recovery.desk,
        line=line,
        paid_for=f"{line.source}/{line.number}/{line.position}" if line else f"recovery {recovery.pk}",
        kind=Good(offer.kind),
        amount=rounded(offer.amount),
        currency=currency,
        other=offer.other,
        other_amount=rounded(offer.amounts[1]) if offer.other else None,
        fair_why=" ".join(offer.fair_why.split())[:LONGEST],
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


def _owed_in(recovery: Recovery, currency: str) -> Decimal:
    """What the law's part is worth that was noted here."""
    owed = recovery.compensations.filter(owed=True, currency=currency).exclude(state=Payment.DECLINED)
    return owed.aggregate(sum=Sum("amount"))["sum"] or Decimal()


def _alone(given: Compensation, limits: Limits, *, role: str, now: datetime) -> bool:
    """What the law owes weighs on no budget, yet on whoever gives it; the limits say nothing of another currency."""
    if given.currency != limits.currency or not may_give(limits, role, given.amount):
        return False
    if not _is_counted(given, now=now) or given_before(given):
        return False
    spent = budget_of(given.desk, limits, now=now).spent
    return given.owed or spent + given.amount <= limits.budget


def _is_counted(given: Compensation, *, now: datetime) -> bool:
    """Whether it can be seen what it is measured by: of articles one price; of what is owed also that it still is."""
    about = articles(given.recovery, given.line)
    if given.owed:
        return cost(about) is not None and is_still_owed(given.desk, about, now=now)
    return not about or cost(about) is not None


@transaction.atomic(savepoint=False)
def agree(given: Compensation, *, approval: Approval, by: Actor, now: datetime) -> Compensation:
    """A second person has agreed; whoever gives alone at this moment sees it in the month. Raises WrongState."""
    lock_limits(given.desk)
    return _approve(given, alone=False, approval=approval, by=by, now=now)


def _approve(
    given: Compensation, *, alone: bool, approval: Approval | None, by: Actor, now: datetime
) -> Compensation:
    given.alone, given.approved_at, given.approval = alone, now, approval
    return move(given, Payment.APPROVED, by=by, now=now)


def disagree(given: Compensation, *, by: Actor, now: datetime) -> Compensation:
    """A second person has declined, or nobody decided. Raises WrongState."""
    return move(given, Payment.DECLINED, by=by, now=now)


def call_off(given: Compensation, *, by: User, now: datetime) -> Compensation:
    """It is not given after all, which a lead says who did not propose it, and the month has it back.

    Raises NotToCallOff, OnItsWay, WrongState.
    """
    if not calls_off(by, given):
        raise NotToCallOff
    if given.on_its_way:
        raise OnItsWay
    if given.state != Payment.APPROVED:
        raise WrongState
    given.alone = False
    return move(given, Payment.DECLINED, by=person(by.pk), now=now)


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
