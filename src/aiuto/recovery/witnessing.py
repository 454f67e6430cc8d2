"""What a message that was sent does to the steps: a real apology in new words, words of compassion."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from aiuto.coach.apology import Apology as Said
from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.promises.models import Ended
from aiuto.recovery.models import UNDER_WAY, Apology, Recovery, State, Step, StepKind, StepState
from aiuto.recovery.queries import apologies_of, under_way
from aiuto.recovery.steps import advance, finish, move, put_back, release, steps_of
from aiuto.tickets.models import Message, Ticket

LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Heard:
    """What is found in a message of ours: an apology, whether it names what it meant for the customer, its template."""

    apology: Said | None
    compassion: bool
    template: int | None = None


@transaction.atomic(savepoint=False)
def witness(
    recovery: Recovery, ticket: Ticket, message: Message, heard: Heard, *, by: Actor, now: datetime
) -> Recovery:
    """Keep the apology, and end the steps that the message is evidence of."""
    steps = steps_of(recovery)
    if _keep_apology(recovery, message, heard, by=by, now=now):
        _end(steps[StepKind.APOLOGISE], message, by=by, now=now)
    if heard.compassion:
        _end(steps[StepKind.COMPASSION], message, by=by, now=now)
    return advance(recovery, ticket, by=by, now=now)


def _keep_apology(recovery: Recovery, message: Message, heard: Heard, *, by: Actor, now: datetime) -> bool:
    """Whether it is a real one: whole, at most twice in a message, and none that they have read before."""
    said, earlier = heard.apology, apologies_of(recovery)
    if said is None or not said.real or said.repeats(each.words for each in earlier):
        return False
    if heard.template and heard.template in {each.template for each in earlier}:
        return False
    Apology.objects.create(
        recovery=recovery, message=message, words=said.words[:LONGEST], template=heard.template, at=now
    )
    record(
        "recovery.apologised",
        by=by,
        now=now,
        ticket=message.ticket_id,
        recovery=recovery.pk,
        message=message.pk,
    )
    return True


def _end(step: Step, message: Message, *, by: Actor, now: datetime) -> None:
    if step.state == StepState.DUE:
        step.evidence = message
        finish(step, by=by, now=now)


@transaction.atomic(savepoint=False)
def unsay(message: Message, ticket: Ticket, *, by: Actor, now: datetime) -> None:
    """The message was taken back before it left: nobody has read its apology. What was closed on it goes on.

    Its promises are open again: those of a round that is over are let go.
    """
    Apology.objects.filter(message=message).delete()
    named = Step.objects.select_related("recovery__desk__schedule", "promise").filter(evidence=message)
    by_recovery: dict[int, list[Step]] = {}
    for step in named:
        by_recovery.setdefault(step.recovery_id, []).append(step)
    for steps in by_recovery.values():
        _unsay(steps[0].recovery, ticket, steps, by=by, now=now)


def _unsay(recovery: Recovery, ticket: Ticket, steps: list[Step], *, by: Actor, now: datetime) -> None:
    own = [step for step in steps if step.round == recovery.round]
    if own and recovery.state == State.CLOSED and not under_way(ticket.pk):
        move(recovery, State.REOPENED, by=by, now=now)
    if recovery.state not in UNDER_WAY:
        own = []
    for step in own:
        put_back(step, by=by, now=now)
    for step in steps:
        if step not in own:
            release(step, Ended.ANEW, by=by, now=now)
    if own:
        advance(recovery, ticket, by=by, now=now)
