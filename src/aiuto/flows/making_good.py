"""What follows once something is agreed to: its customer chooses, then it is paid out."""

from datetime import datetime

from django.utils import translation

from aiuto.flows.questions import Question, ask, is_proved, whom_to_ask
from aiuto.journal.actors import RULE
from aiuto.recovery.choosing import choices, note_asked
from aiuto.recovery.models import Compensation, Payment
from aiuto.recovery.paying import hand_over, pays_by_webhook
from aiuto.tickets.models import Ticket

PURPOSE = "choice"


def carry_on(given: Compensation, ticket: Ticket, *, now: datetime) -> None:
    """In this transaction: the customer is asked by mail, or the webhook to pay it out; else a colleague goes on."""
    if given.state != Payment.APPROVED:
        return
    if given.undecided:
        _ask(given, ticket, now=now)
    elif pays_by_webhook(given):
        hand_over(given, ticket, now=now)


def can_ask(ticket: Ticket) -> bool:
    """Whether the customer can be asked by mail at all."""
    reached = whom_to_ask(ticket)
    return reached is not None and is_proved(ticket, reached[0])


def _ask(given: Compensation, ticket: Ticket, *, now: datetime) -> None:
    """Who cannot be asked any more is a person's to call."""
    reached = whom_to_ask(ticket)
    if reached is None or not is_proved(ticket, reached[0]):
        return
    with translation.override(ticket.language or ticket.desk.language):
        two = choices(given)
    ask(Question("choice", PURPOSE, {"compensation": given.pk}, two), ticket, *reached, now=now)
    note_asked(given, by=RULE, now=now)
