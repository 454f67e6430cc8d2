"""A customer says whether it is well now, by the page that was mailed to them."""

from datetime import datetime

from django.db import transaction

from aiuto.flows.note_follow_up import listen
from aiuto.journal.actors import customer
from aiuto.people import tokens
from aiuto.recovery.asking import ANSWERS
from aiuto.recovery.locking import lock_this
from aiuto.recovery.models import UNDER_WAY, Step, StepState
from aiuto.recovery.queries import asked_step
from aiuto.tickets.errors import BadAnswer

PURPOSE = "follow_up"


@transaction.atomic
def answer_follow_up(token: str, *, answer: str, words: str = "", now: datetime) -> Step | None:
    """Their first word counts; sent twice, it is one. Raises BadAnswer.

    None for a link that is not ours or is over.
    """
    signed = tokens.read(token, now=now)
    step = asked_step(signed.value["step"]) if signed and signed.purpose == PURPOSE else None
    if step is None:
        return None
    if answer not in ANSWERS:
        raise BadAnswer
    ticket, recovery = lock_this(step.recovery_id)
    step.refresh_from_db()
    current = step.round == recovery.round and recovery.state in UNDER_WAY
    if current and step.state == StepState.DUE:
        by = customer(recovery.customer_id)
        listen(recovery, ticket, answer=answer, words=words, by=by, now=now)
        step.refresh_from_db()
    return step
