"""While we wait for the customer: reminded twice, then solved with a friendly word, on the desk's days of work."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from aiuto.intake.models import Mailbox
from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.people.models import Desk
from aiuto.promises.counting import days_of_work_later
from aiuto.tickets.automatic import say
from aiuto.tickets.composing import Told
from aiuto.tickets.models import Message, State, Ticket
from aiuto.tickets.policies import allows, check_live
from aiuto.tickets.queries.texts import about, subject_about

LAST = 2
"""After so many reminders comes the word that it is solved."""


def follow_wait(ticket: Ticket, *, now: datetime) -> bool:
    """The (locked) ticket begins to count where it waits for the customer, and forgets where it does not.

    Whether anything changed; the caller saves it.
    """
    was = ticket.reminded, ticket.reminds_at
    if ticket.state != State.WAITING or not allows(check_live, ticket):
        ticket.reminded = ticket.reminds_at = None
    elif ticket.reminded is None and ticket.desk.remind:
        ticket.reminded, ticket.reminds_at = 0, _next(ticket.desk, 0, now=now)
    return was != (ticket.reminded, ticket.reminds_at)


def is_due(ticket: Ticket, *, now: datetime) -> bool:
    """Whether time has to do with the (locked) ticket's waiting by now."""
    waits = ticket.state == State.WAITING and allows(check_live, ticket)
    return waits and ticket.reminds_at is not None and ticket.reminds_at <= now


@transaction.atomic(savepoint=False)
def remind(
    ticket: Ticket,
    *,
    mailbox: Mailbox,
    to: Collection[int],
    by: Actor,
    now: datetime,
    promised: Sequence[Told] = (),
) -> Message:
    """Say to these contact points that we wait for them; after the last reminder, that we take it as solved.

    What they were `promised` stands in its foot.
    """
    number = ticket.reminded or 0
    kind = "solved" if number >= LAST else "reminder"
    message = say(
        ticket,
        about(ticket, kind),
        subject=subject_about(ticket, kind),
        mailbox=mailbox,
        marks=("reminder",),
        only=to,
        promised=promised,
        now=now,
    )
    ticket.reminded = number + 1
    ticket.reminds_at = _next(ticket.desk, number + 1, now=now) if number < LAST else None
    _save(ticket)
    record("ticket.reminded", by=by, now=now, ticket=ticket.pk, message=message.pk, number=number + 1)
    return message


@transaction.atomic(savepoint=False)
def stop(ticket: Ticket, *, by: Actor, now: datetime) -> Ticket:
    """Nobody is reminded of it any more, as long as it waits this time; nothing where nobody was to be."""
    if ticket.reminds_at is None:
        return ticket
    ticket.reminds_at = None
    _save(ticket)
    record("ticket.reminding_stopped", by=by, now=now, ticket=ticket.pk)
    return ticket


def _save(ticket: Ticket) -> None:
    ticket.version += 1
    ticket.save(update_fields=["reminded", "reminds_at", "version"])


def _next(desk: Desk, number: int, *, now: datetime) -> datetime:
    """Counted from the word before, so that a reminder that was late leaves them as much time."""
    days = (0, desk.remind_days, desk.remind_again_days, desk.solve_waiting_days)
    return days_of_work_later(desk, now, max(1, days[number + 1] - days[number]))
