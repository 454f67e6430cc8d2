"""Closing a recovery, and leaving a step out with a lead's agreement."""

from datetime import datetime

from django.db import transaction

from aiuto.approvals.asking import Asked, ask
from aiuto.approvals.models import Approval, Kind
from aiuto.journal.actors import Actor
from aiuto.people.models import User
from aiuto.recovery.errors import NoCause, StepsMissing, WrongState
from aiuto.recovery.models import UNDER_WAY, Recovery, State, Step, StepKind, StepState
from aiuto.recovery.steps import advance, leave_out, move, steps_of
from aiuto.recovery.unpaid import check_paid
from aiuto.tickets.models import Ticket


@transaction.atomic(savepoint=False)
def close(recovery: Recovery, ticket: Ticket, *, by: Actor, now: datetime) -> Recovery:
    """It is over: every step done or waived, what was agreed to paid, the cause named.

    Raises StepsMissing, NotPaid, NoCause, WrongState.
    """
    if any(step.state == StepState.DUE for step in steps_of(recovery).values()):
        raise StepsMissing
    check_paid(recovery)
    if ticket.cause_id is None:
        raise NoCause
    return move(recovery, State.CLOSED, by=by, now=now)


def ask_waiver(recovery: Recovery, kind: StepKind, *, why: str, by: User, now: datetime) -> Approval:
    """Ask a lead to agree that this step is left out. Raises NotPaid, WrongState, NoReason, AskedAlready."""
    step = steps_of(recovery)[kind]
    if recovery.state not in UNDER_WAY or step.state != StepState.DUE:
        raise WrongState
    _check_nothing_given(step)
    asked = Asked(
        kind=Kind.WAIVER,
        about=step.pk,
        desk=recovery.desk_id,
        ticket=recovery.ticket_id,
        why=why,
        facts={"recovery": recovery.pk, "step": kind.value},
    )
    return ask(asked, by=by, now=now)


@transaction.atomic(savepoint=False)
def waive(step: Step, ticket: Ticket, *, waiver: Approval, by: Actor, now: datetime) -> Step:
    """A lead has agreed. Raises NotPaid, WrongState where it was done in the meantime."""
    if step.recovery.state not in UNDER_WAY or step.round != step.recovery.round:
        raise WrongState
    _check_nothing_given(step)
    leave_out(step, waiver=waiver.pk, reason=waiver.why, by=by, now=now)
    advance(step.recovery, ticket, by=by, now=now)
    return step


def _check_nothing_given(step: Step) -> None:
    """What is to be paid out is not left out."""
    if step.kind == StepKind.COMPENSATE:
        check_paid(step.recovery)
