"""A call or a message in which a customer said, or was told, something: chosen, or noted along with it."""

from datetime import datetime

from aiuto.flows.note_contact import note_call
from aiuto.people.models import User
from aiuto.recovery.errors import NoSuchMessage
from aiuto.tickets.models import Message, Ticket


def call_of(ticket: Ticket, words: str, *, noted: int | None, user: User, now: datetime) -> Message:
    """The message `noted` of the (locked) ticket, else a call of this moment with these words.

    Raises NoSuchMessage, TicketError.
    """
    if noted is None:
        return note_call(ticket, words, user=user, now=now)
    found = Message.objects.filter(ticket=ticket, pk=noted, withdrawn_at__isnull=True).first()
    if found is None:
        raise NoSuchMessage
    return found
