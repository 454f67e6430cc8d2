"""The five steps: each begins with a clock and a promise, and ends by evidence. Callers have locked the ticket."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.promises import ending
from aiuto.promises.making import make_by_rule
from aiuto.promises.models import Ended, Kind, Promise
from aiuto.promises.models import State as PromiseState
from aiuto.promises.recounting import bring_forward
from aiuto.promises.ruling import Ruled
from aiuto.promises.states import can_move
from aiuto.recovery import clocks
from aiuto.recovery.models import Recovery, State, Step, StepKind, StepState
from aiuto.recovery.states import check_move, check_step
from aiuto.recovery.waivers import withdraw
from aiuto.tickets.models import Ticket

PROMISED = {
    StepKind.APOLOGISE: Kind.APOLOGY,
    StepKind.ACT: Kind.ACTION,
    StepKind.FOLLOW_UP: Kind.FOLLOW_UP,
}
"""What each step promises; compassion and compensation are due with the act."""
_CHANGED = (
    "state",
    "due_at",
    "promise",
    "evidence",
    "words",
    "proof",
    "elsewhere",
    "answer",
    "event",
    "done_by",
    "done_at",
    "waiver",
)


@transaction.atomic(savepoint=False)
def begin(recovery: Recovery, ticket: Ticket, *, now: datetime) -> list[Step]:
    """The five of this round, with what they promise."""
    steps = []
    for kind in StepKind:
        due = clocks.due(recovery, kind, start=now)
        promise = _promise(ticket, kind, due, now=now) if due else None
        steps.append(Step(recovery=recovery, round=recovery.round, kind=kind, due_at=due, promise=promise))
    return Step.objects.bulk_create(steps)


def _promise(ticket: Ticket, kind: StepKind, due: datetime, *, now: datetime) -> Promise | None:
    if kind not in PROMISED:
        return None
    return make_by_rule(ticket, PROMISED[kind], Ruled(due), of_step=True, now=now)


@transaction.atomic(savepoint=False)
def tighten(recovery: Recovery, ticket: Ticket, *, by: Actor, now: datetime) -> None:
    """It weighs more than was thought: what is still due is due sooner, counted from now. `settle` comes after it.

    What is later by that count, or has gone out to the customer, stays.
    """
    for step in steps_of(recovery).values():
        sooner = _sooner(recovery, step, now=now)
        if step.state != StepState.DUE or step.due_at is None or step.asked_at or sooner >= step.due_at:
            continue
        step.due_at = sooner
        step.save(update_fields=["due_at"])
        if step.promise:
            bring_forward(step.promise, ticket, due=sooner, by=by, now=now)


def _sooner(recovery: Recovery, step: Step, *, now: datetime) -> datetime:
    return clocks.due(recovery, StepKind(step.kind), start=now) or clocks.follow_up(recovery, fixed=now)


def steps_of(recovery: Recovery) -> dict[str, Step]:
    """Those of this round, by kind."""
    found = Step.objects.select_related("promise").filter(recovery=recovery, round=recovery.round)
    return {step.kind: step for step in found}


@transaction.atomic(savepoint=False)
def finish(step: Step, *, by: Actor, now: datetime) -> Step:
    """It is done; its caller has set what it was done by. Raises WrongState."""
    check_step(step.state, StepState.DONE)
    step.state, step.done_at = StepState.DONE, now
    step.done_by_id = by.id if by.kind == "person" else None
    done = _record("recovery.step_done", step, by=by, now=now, message=step.evidence_id)
    step.event = done if by.kind == "customer" else None
    step.save(update_fields=_CHANGED)
    if step.promise and step.promise.closed_at is None:
        ending.keep(step.promise, by=by, now=now, evidence=step.evidence_id)
    withdraw(step, by=by, now=now)
    return step


@transaction.atomic(savepoint=False)
def leave_out(step: Step, *, waiver: int, reason: str, by: Actor, now: datetime) -> Step:
    """A lead agrees that it is not needed. Raises WrongState."""
    check_step(step.state, StepState.WAIVED)
    step.state, step.done_at, step.waiver_id, step.done_by_id = StepState.WAIVED, now, waiver, by.id
    step.words = reason
    step.save(update_fields=_CHANGED)
    release(step, reason, by=by, now=now)
    withdraw(step, by=by, now=now)
    _record("recovery.step_waived", step, by=by, now=now, approval=waiver)
    return step


def let_go(steps: Iterable[Step], *, by: Actor, now: datetime) -> None:
    """The recovery begins anew: what these steps still promised, the new ones promise."""
    for step in steps:
        if step.state == StepState.DUE:
            release(step, Ended.ANEW, by=by, now=now)
            withdraw(step, by=by, now=now)


def release(step: Step, reason: str, *, by: Actor, now: datetime) -> None:
    """What it still promised is owed no more."""
    promise = step.promise
    if promise and promise.closed_at is None:
        if can_move(promise.state, PromiseState.MOOT):
            ending.make_moot(promise, reason=reason, by=by, now=now)
        else:
            ending.give_up(promise, now=now)


@transaction.atomic(savepoint=False)
def put_back(step: Step, *, by: Actor, now: datetime) -> Step:
    """The answer that did it never left: it is due as before. Its promise is taken back by who takes the answer."""
    check_step(step.state, StepState.DUE)
    step.state, step.evidence, step.done_by, step.done_at = StepState.DUE, None, None, None
    step.save(update_fields=_CHANGED)
    _record("recovery.step_put_back", step, by=by, now=now)
    return step


def advance(recovery: Recovery, ticket: Ticket, *, by: Actor, now: datetime) -> Recovery:
    """After each step: the follow-up gets its day once the fix is made; all but it done, it alone is awaited."""
    steps = steps_of(recovery)
    follow_up = steps[StepKind.FOLLOW_UP]
    if (
        steps[StepKind.ACT].state != StepState.DUE
        and follow_up.state == StepState.DUE
        and not follow_up.due_at
    ):
        follow_up.due_at = clocks.follow_up(recovery, fixed=now)
        follow_up.promise = _promise(ticket, StepKind.FOLLOW_UP, follow_up.due_at, now=now)
        follow_up.save(update_fields=_CHANGED)
    missing = [step for step in steps.values() if step.state == StepState.DUE and step is not follow_up]
    if not missing and recovery.state in (State.OPEN, State.REOPENED):
        move(recovery, State.AWAITING, by=by, now=now)
    elif missing and recovery.state == State.AWAITING:
        move(recovery, State.OPEN if recovery.round == 1 else State.REOPENED, by=by, now=now)
    return recovery


@transaction.atomic(savepoint=False)
def move(recovery: Recovery, to: State, *, by: Actor, now: datetime) -> Recovery:
    """Raises WrongState."""
    check_move(recovery.state, to)
    recovery.state = to
    recovery.closed_at = now if to == State.CLOSED else None
    recovery.save(update_fields=["state", "closed_at", "round"])
    record(
        f"recovery.{to}",
        by=by,
        now=now,
        ticket=recovery.ticket_id,
        customer=recovery.customer_id,
        recovery=recovery.pk,
        round=recovery.round,
    )
    return recovery


def _record(event: str, step: Step, *, by: Actor, now: datetime, **data: Any) -> int:
    """The event's id."""
    recovery = step.recovery
    kept = record(
        event,
        by=by,
        now=now,
        ticket=recovery.ticket_id,
        customer=recovery.customer_id,
        recovery=recovery.pk,
        step=step.kind,
        **data,
    )
    return kept.pk
