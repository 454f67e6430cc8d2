"""The automatic word that a request has arrived."""

from datetime import datetime

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from aiuto.intake.models import Mailbox
from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.tickets.automatic import say
from aiuto.tickets.models import Message, Ticket


@transaction.atomic(savepoint=False)
def acknowledge(ticket: Ticket, *, mailbox: Mailbox, by: Actor, now: datetime) -> Message:
    """Keep a message of ours and queue it. Nothing the sender wrote is in it, the subject neither (T5)."""
    message = say(ticket, _text(ticket), subject=str(ticket.desk), mailbox=mailbox, now=now)
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
