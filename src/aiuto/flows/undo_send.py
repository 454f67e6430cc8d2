"""An agent takes an answer back before it leaves; its text and files are a draft again."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.outbox import errors
from aiuto.outbox.returning import take_back
from aiuto.people.models import User
from aiuto.promises import acting
from aiuto.promises.queries import recorded_keys
from aiuto.promises.settling import settle
from aiuto.recovery.errors import LastWord
from aiuto.recovery.queries.dignified import is_agreed_to
from aiuto.recovery.witnessing import unsay
from aiuto.tickets.drafting import put_back
from aiuto.tickets.errors import NotFound, TooLate
from aiuto.tickets.locking import lock_for
from aiuto.tickets.models import Message
from aiuto.tickets.queries.pages import message_for
from aiuto.tickets.wishing import forget_asked
from aiuto.tickets.withdrawing import withdraw


@transaction.atomic
def undo_send(message_id: int, *, user: User, now: datetime) -> Message:
    """Withdraw one's own answer while it can still be undone.

    Raises TicketError: TooLate when it has left, LastWord where a lead has agreed to it.
    """
    message = message_for(user, message_id)
    if message is None or message.author_id != user.pk:
        raise NotFound
    ticket = lock_for(user, message.ticket.reference)
    if is_agreed_to(message):
        raise LastWord
    try:
        take_back(message.pk)
    except errors.TooLate as error:
        raise TooLate from error
    withdraw(message, ticket=ticket, by=person(user.pk), now=now)
    forget_asked(ticket, message)
    promised = recorded_keys(message, now=message.stored_at)
    acting.undo(ticket, at=message.stored_at, by=person(user.pk), now=now)
    unsay(message, ticket, by=person(user.pk), now=now)
    settle(ticket, now=now)
    put_back(ticket, message, user=user, promises=promised, now=now)
    return message
