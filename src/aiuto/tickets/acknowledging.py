"""The automatic word that a request has arrived."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from aiuto.intake.models import Mailbox
from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.tickets.automatic import say
from aiuto.tickets.composing import Told
from aiuto.tickets.models import Message, Ticket
from aiuto.tickets.queries.texts import about, subject_about


@transaction.atomic(savepoint=False)
def acknowledge(
    ticket: Ticket, *, mailbox: Mailbox, when: str, promised: Sequence[Told], by: Actor, now: datetime
) -> Message:
    """Keep a message of ours and queue it. Nothing the sender wrote is in it, the subject neither (T5).

    `when` says by when a person answers; empty where nobody knows. `promised` says it in the foot.
    """
    text, subject = about(ticket, "receipt", **{"answer.by": when}), subject_about(ticket, "receipt")
    message = say(ticket, text, subject=subject, mailbox=mailbox, promised=promised, now=now)
    record("message.acknowledged", by=by, now=now, ticket=ticket.pk, message=message.pk)
    return message
