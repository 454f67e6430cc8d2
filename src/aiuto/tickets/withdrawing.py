"""Taking an answer back before it leaves."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import Actor
from aiuto.journal.queries import sending_of
from aiuto.journal.recording import record
from aiuto.tickets.errors import TooLate
from aiuto.tickets.helping import forget_solving
from aiuto.tickets.models import Channel, Direction, Message, State, Ticket
from aiuto.tickets.search import forget
from aiuto.tickets.timing import set_waiting

RESTING = (State.WAITING, State.SOLVED, State.CLOSED)
"""States in which nobody waits for us, whatever was taken back."""


@transaction.atomic(savepoint=False)
def withdraw(message: Message, *, ticket: Ticket, by: Actor, now: datetime) -> Message:
    """Mark the answer as withdrawn and put the ticket's clock back to where it stood.

    The caller has undone its deliveries in the same transaction.
    """
    sent = message.direction == Direction.OUT and message.channel == Channel.EMAIL
    if not sent or message.withdrawn_at:
        raise TooLate
    message.withdrawn_at = now
    message.save(update_fields=["withdrawn_at"])
    forget(message)
    _restore(ticket, message)
    record("message.withdrawn", by=by, now=now, ticket=ticket.pk, message=message.pk)
    return message


def _restore(ticket: Ticket, message: Message) -> None:
    """Only what the sending changed: when the customer wrote since, they wait since then anyway."""
    sending = sending_of(ticket.pk, message.pk)
    waited_since = sending.data.get("waited_since") if sending else None
    if sending and ticket.state == sending.data.get("state") != sending.data["was"]:
        forget_solving(ticket)
        ticket.state, ticket.solved_at = State(sending.data["was"]), None
    if sending is None and ticket.state == State.WAITING:
        # It was to open the request: nothing that they could answer has reached them.
        ticket.state = State.OPEN
    if waited_since and ticket.state not in RESTING:
        since = datetime.fromisoformat(waited_since)
        set_waiting(ticket, min(since, ticket.waiting_since or since))
    ticket.version += 1
    ticket.save()
