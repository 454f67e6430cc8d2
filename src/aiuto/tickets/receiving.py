"""A customer's message joins a ticket that is there."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.tickets.messages import Said, excerpt_of, keep
from aiuto.tickets.models import Message, State, Ticket
from aiuto.tickets.timing import iso, set_waiting

MACHINES = {"automatic", "bounce"}
_CHANGED = (
    "state",
    "excerpt",
    "last_message_at",
    "waiting_since",
    "next_due_at",
    "turn_at",
    "hold_until",
    "snoozed_until",
    "solved_at",
    "version",
)


@transaction.atomic(savepoint=False)
def receive(
    ticket: Ticket,
    said: Said,
    *,
    by: Actor,
    now: datetime,
    quiet: bool = False,
    next_due_at: datetime | None = None,
) -> Message:
    """Keep the message; the ticket (locked by the caller) opens again and its customer waits.

    `quiet`: an automatic message is kept without waking anybody. `next_due_at`: when something is due that the desk
    promises with it.
    """
    before = ticket.state
    again = not quiet and ticket.waiting_since is not None and not MACHINES.intersection(said.marks)
    ticket.next_due_at = next_due_at or ticket.next_due_at
    if not quiet:
        _wake(ticket, said)
    ticket.last_message_at = max(ticket.last_message_at, said.at)
    ticket.version += 1
    ticket.save(update_fields=_CHANGED)
    message = keep(ticket, replace(said, again=again), now=now)
    record(
        "message.received",
        by=by,
        now=now,
        ticket=ticket.pk,
        customer=ticket.customer_id,
        message=message.pk,
        was=before,
        state=ticket.state,
        again=again,
        due=iso(next_due_at),
    )
    return message


def _wake(ticket: Ticket, said: Said) -> None:
    if ticket.state != State.NEW:
        ticket.state = State.OPEN
    ticket.hold_until = ticket.snoozed_until = ticket.solved_at = None
    if not MACHINES.intersection(said.marks):
        ticket.excerpt = excerpt_of(said.reply_text or said.text)
    set_waiting(ticket, ticket.waiting_since or said.at)
