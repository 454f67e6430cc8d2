"""After the fix the customer is asked by mail whether it is well now; who says nothing has given no answer."""

from datetime import datetime

from django.db import transaction

from aiuto.flows.answer_follow_up import PURPOSE
from aiuto.flows.note_follow_up import listen
from aiuto.flows.questions import Question, ask, is_welcome, whom_to_ask
from aiuto.journal.actors import RULE
from aiuto.promises.settling import settle
from aiuto.recovery.asking import ANSWERS, note_asked, to_ask, unanswered
from aiuto.recovery.errors import RecoveryError
from aiuto.recovery.locking import lock_this
from aiuto.recovery.models import Answer, Step, StepState


def ask_follow_up(*, now: datetime, limit: int = 200) -> int:
    """Up to `limit` of each, every one in a transaction of its own; how many were asked."""
    for recovery in unanswered(now, limit=limit):
        _give_up(recovery, now=now)
    return sum(_ask(step, recovery, now=now) for step, recovery in to_ask(now, limit=limit))


@transaction.atomic
def _give_up(recovery_id: int, *, now: datetime) -> None:
    """Silence is no answer. Another worker, or the customer, may have been first."""
    ticket, recovery = lock_this(recovery_id)
    try:
        listen(recovery, ticket, answer=Answer.NONE, by=RULE, now=now)
    except RecoveryError:
        return


@transaction.atomic
def _ask(step_id: int, recovery_id: int, *, now: datetime) -> bool:
    """Who cannot be asked by mail is a person's to call: the promise stays owed."""
    ticket, recovery = lock_this(recovery_id)
    step = Step.objects.select_related("promise").get(pk=step_id)
    step.recovery = recovery
    if step.state != StepState.DUE or step.asked_at:
        return False
    reached = whom_to_ask(ticket)
    if reached is None or not is_welcome(ticket, reached[0], now=now):
        return False
    ask(Question("follow_up", PURPOSE, {"step": step.pk}, ANSWERS), ticket, *reached, now=now)
    note_asked(step, by=RULE, now=now)
    settle(ticket, now=now)
    return True
