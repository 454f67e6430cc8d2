"""Customers of solved requests are asked whether they were helped, once a solving."""

from datetime import datetime

from django.db import transaction

from aiuto.flows.keep_answer import PURPOSE
from aiuto.flows.questions import Question, ask, is_welcome
from aiuto.journal.actors import RULE
from aiuto.recovery.queries import under_way
from aiuto.recovery.queries.dignified import is_ended
from aiuto.tickets.composing import mailbox_for
from aiuto.tickets.errors import TicketError
from aiuto.tickets.helping import ask_nobody, note_asked
from aiuto.tickets.locking import lock
from aiuto.tickets.models import Answer, Helped, Ticket
from aiuto.tickets.policies import check_asking
from aiuto.tickets.queries.helped import due, requester


def ask_helped(*, now: datetime, limit: int = 200) -> int:
    """Ask up to `limit` customers, each in a transaction of its own; how many were asked."""
    return sum(_ask(helped, ticket, now=now) for helped, ticket in due(now, limit=limit))


@transaction.atomic
def _ask(helped_id: int, ticket_id: int, *, now: datetime) -> bool:
    """What is not solved as it was then is not asked about, nor what a recovery's follow-up asks or a last word ended.

    Another worker may have been first.
    """
    ticket = lock(ticket_id)
    helped = Helped.objects.filter(pk=helped_id, asked_at__isnull=True, ask_at__isnull=False).first()
    if helped is None:
        return False
    person = requester(ticket)
    try:
        check_asking(ticket, solved_at=helped.solved_at)
        mailbox = mailbox_for(ticket)
    except TicketError:
        person = None
    if person is None or _has_its_own_end(ticket) or not is_welcome(ticket, person, now=now):
        ask_nobody(helped)
        return False
    question = Question("helped", PURPOSE, {"helped": helped.pk}, {one.value: one.label for one in Answer})
    ask(question, ticket, person, mailbox, now=now)
    note_asked(helped, by=RULE, now=now)
    return True


def _has_its_own_end(ticket: Ticket) -> bool:
    return under_way(ticket.pk) is not None or is_ended(ticket.pk)
