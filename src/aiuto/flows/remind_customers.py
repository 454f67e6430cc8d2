"""Customers whom we wait for are reminded; who stays silent hears that we take it as solved. Each once."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import RULE
from aiuto.people.tokens import address_of
from aiuto.promises import acting, reminding
from aiuto.promises.queries import owed_before_the_end
from aiuto.promises.queries.reminders import reminder_on, reminders_due
from aiuto.promises.settling import settle
from aiuto.promises.telling import told_in
from aiuto.tickets import moving
from aiuto.tickets.composing import sending_mailbox
from aiuto.tickets.locking import lock
from aiuto.tickets.models import Message, Ticket
from aiuto.tickets.queries.proved import proved_points


def remind_customers(*, now: datetime, limit: int = 500) -> int:
    """Go through up to `limit` requests that are due, each in a transaction of its own; how many were reminded."""
    return sum(_remind(ticket_id, now=now) for ticket_id in reminders_due(now, limit=limit))


@transaction.atomic
def _remind(ticket_id: int, *, now: datetime) -> bool:
    """A worker that dies leaves it as it was; another that is here too finds it done."""
    ticket = lock(ticket_id)
    promise = reminder_on(ticket)
    if promise is None or promise.recounts or promise.due_at > now:
        return False
    mailbox, to = sending_mailbox(ticket), proved_points(ticket)
    if mailbox is None or not to or not _may(ticket):
        reminding.stop(promise, by=RULE, now=now)
        return False
    promised = told_in(ticket, page=address_of, now=now)
    if reminding.remind(promise, ticket, mailbox=mailbox, to=to, promised=promised, by=RULE, now=now):
        moving.solve(ticket, by=RULE, now=now)
        acting.solve(ticket, by=RULE, now=now)
    settle(ticket, now=now)
    return True


def _may(ticket: Ticket) -> bool:
    """Not on a desk that reminds nobody, nor where an answer may not leave, nor while we owe a word that was given.

    Nor of a first mail that was taken back before it left.
    """
    said = Message.objects.filter(ticket=ticket, withdrawn_at__isnull=True)
    is_free = ticket.desk.remind and not ticket.reply_locked and not owed_before_the_end(ticket)
    return is_free and said.exists()
