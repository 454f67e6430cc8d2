"""After the fix the customer is asked by mail whether it is well now; who says nothing has given no answer."""

from datetime import datetime

from django.db import transaction

from aiuto.flows.answer_follow_up import PURPOSE
from aiuto.flows.note_follow_up import listen
from aiuto.flows.questions import Question, ask, is_welcome
from aiuto.intake.models import Mailbox
from aiuto.journal.actors import RULE
from aiuto.promises.settling import settle
from aiuto.recovery.asking import ANSWERS, note_asked, to_ask, unanswered
from aiuto.recovery.errors import RecoveryError
from aiuto.recovery.locking import lock_this
from aiuto.recovery.models import Answer, Step, StepState
from aiuto.tickets.composing import mailbox_for
from aiuto.tickets.errors import TicketError
from aiuto.tickets.models import Participant, Ticket
from aiuto.tickets.policies import check_live
from aiuto.tickets.queries.helped import requester


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
    person, mailbox = _reached(ticket)
    if person is None or mailbox is None or not is_welcome(ticket, person, now=now):
        return False
    ask(Question("follow_up", PURPOSE, {"step": step.pk}, ANSWERS), ticket, person, mailbox, now=now)
    note_asked(step, by=RULE, now=now)
    settle(ticket, now=now)
    return True


def _reached(ticket: Ticket) -> tuple[Participant | None, Mailbox | None]:
    try:
        check_live(ticket)
        return requester(ticket), mailbox_for(ticket)
    except TicketError:
        return None, None
