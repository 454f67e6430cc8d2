"""The automatic word that a request has arrived: kept like any message, and waking nobody."""

from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from aiuto.intake.models import Mailbox
from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.tickets.composing import queue_deliveries
from aiuto.tickets.markup import html_of
from aiuto.tickets.messages import Said, keep
from aiuto.tickets.models import Direction, Message, Ticket
from aiuto.tickets.references import new_message_id


@transaction.atomic(savepoint=False)
def acknowledge(ticket: Ticket, *, mailbox: Mailbox, by: Actor, now: datetime) -> Message:
    """Keep a message of ours and queue it, marked as automatic, with a null envelope sender."""
    text = _text(ticket)
    said = Said(
        direction=Direction.OUT,
        at=now,
        text=text,
        reply_text=text,
        html=html_of(text),
        subject=str(ticket.desk),
        sender=mailbox.address,
        from_name=str(ticket.desk),
        message_id=new_message_id(mailbox.address.rpartition("@")[2]),
        marks=("automatic",),
    )
    message = keep(ticket, said, now=now)
    queue_deliveries(ticket, message, mailbox=mailbox, send_after=now, now=now)
    record("message.acknowledged", by=by, now=now, ticket=ticket.pk, message=message.pk)
    return message


def _text(ticket: Ticket) -> str:
    """In the customer's language. Nothing the sender wrote is in it (T5)."""
    with translation.override(ticket.language or ticket.desk.language):
        return _(
            "Good day,\n\nthank you for writing to us. Your request has arrived and has the reference "
            "%(reference)s.\n\nA person reads it and answers you. To talk to a person or to add something, "
            "just reply to this message."
        ) % {"reference": ticket.reference}
