"""What people note by hand: what was done and where it shows, a call, a reasoned nothing, the customer's own word."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from aiuto.journal.actors import Actor
from aiuto.recovery.errors import (
    BySentMessage,
    NobodyAsked,
    NoProof,
    NotAsked,
    NothingSaid,
    TooEarly,
    WrongState,
)
from aiuto.recovery.models import UNDER_WAY, Answer, Recovery, Step, StepKind, StepState
from aiuto.recovery.opening import reopen
from aiuto.recovery.steps import advance, finish, steps_of
from aiuto.recovery.unpaid import check_paid
from aiuto.tickets.models import Message, Ticket

LONGEST, LONGEST_PROOF = 1000, 300
UNHAPPY = (Answer.PARTLY, Answer.NOT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Where it can be seen that something was done: words, a message (a call, a note with a file), another request."""

    words: str = ""
    message: Message | None = None
    ticket: Ticket | None = None


NOWHERE = Shown()


@transaction.atomic(savepoint=False)
def do(
    recovery: Recovery,
    ticket: Ticket,
    kind: StepKind,
    *,
    words: str,
    shown: Shown = NOWHERE,
    by: Actor,
    now: datetime,
) -> Step:
    """A step that a person notes as done: the act with its proof, a call, why there is nothing to compensate.

    Raises NothingSaid, NoProof, BySentMessage, NotAsked for a follow-up (`hear` notes it), NotPaid where
    something is given all the same, WrongState.
    """
    if kind == StepKind.APOLOGISE:
        raise BySentMessage
    if kind == StepKind.FOLLOW_UP:
        raise NotAsked
    step = _due(recovery, kind)
    if kind == StepKind.COMPENSATE:
        check_paid(recovery)
    step.words = " ".join(words.split())[:LONGEST]
    step.proof = " ".join(shown.words.split())[:LONGEST_PROOF]
    step.evidence, step.elsewhere = shown.message, shown.ticket
    if not step.words:
        raise NothingSaid
    if kind == StepKind.ACT and not (step.proof or step.evidence or step.elsewhere):
        raise NoProof
    finish(step, by=by, now=now)
    advance(recovery, ticket, by=by, now=now)
    return step


@transaction.atomic(savepoint=False)
def hear(
    recovery: Recovery,
    ticket: Ticket,
    *,
    answer: str,
    words: str = "",
    said_in: Message | None = None,
    by: Actor,
    now: datetime,
) -> Recovery:
    """What the customer says after the fix. Who is not content finds the recovery open again, by a tighter clock.

    `said_in` is the call or the message in which they said it.

    Raises NotAsked before the fix, NobodyAsked and TooEarly for "no answer", WrongState.
    """
    step, given = follow_up_of(recovery), Answer(answer)
    if given == Answer.NONE:
        _check_silent(step, now=now)
    step.answer, step.words, step.evidence = given, " ".join(words.split())[:LONGEST], said_in
    finish(step, by=by, now=now)
    advance(recovery, ticket, by=by, now=now)
    return reopen(recovery, ticket, by=by, now=now) if given in UNHAPPY else recovery


def follow_up_of(recovery: Recovery) -> Step:
    """The one that is due. Raises NotAsked before the fix, WrongState."""
    step = _due(recovery, StepKind.FOLLOW_UP)
    if steps_of(recovery)[StepKind.ACT].state == StepState.DUE:
        raise NotAsked
    return step


def _check_silent(step: Step, *, now: datetime) -> None:
    """Silence is no answer once they were asked, and some days have gone."""
    if step.asked_at is None:
        raise NobodyAsked
    if now < step.asked_at + timedelta(days=settings.ENVIRONMENT.aiuto_no_answer_days):
        raise TooEarly


def _due(recovery: Recovery, kind: StepKind) -> Step:
    if recovery.state not in UNDER_WAY:
        raise WrongState
    step = steps_of(recovery)[kind]
    if step.state != StepState.DUE:
        raise WrongState
    return step
