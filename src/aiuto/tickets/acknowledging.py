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
def acknowledge(ticket: Ticket, *, mailbox: Mailbox, when: str, by: Actor, now: datetime) -> Message:
    """Keep a message of ours and queue it. Nothing the sender wrote is in it, the subject neither (T5).

    `when` says by when a person answers; empty where nobody knows.
    """
    message = say(ticket, _text(ticket, when), subject=str(ticket.desk), mailbox=mailbox, now=now)
    record("message.acknowledged", by=by, now=now, ticket=ticket.pk, message=message.pk)
    return message


def _text(ticket: Ticket, when: str) -> str:
    """In the customer's language. Nothing the sender wrote is in it (T5)."""
    with translation.override(ticket.language or ticket.desk.language):
        parts = [
            _("Good day,"),
            _("thank you for writing to us. Your request has arrived and has the reference %(reference)s.")
            % {"reference": ticket.reference},
            _("A person reads it and answers you by %(when)s.") % {"when": when}
            if when
            else _("A person reads it and answers you."),
            _("To talk to a person or to add something, just reply to this message."),
        ]
    return "\n\n".join(parts)
