"""An agent's answer: kept as a message, with the ticket's clock stopped."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction

from aiuto.customers.models import ContactKind
from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.tickets.errors import NewerMessage, OtherRecipients
from aiuto.tickets.helping import plan_question
from aiuto.tickets.messages import Said, excerpt_of, keep
from aiuto.tickets.models import Channel, Direction, Message, Participant, State, Ticket
from aiuto.tickets.policies import check_live, check_reply, check_spoken
from aiuto.tickets.states import can_move
from aiuto.tickets.timing import set_waiting


@transaction.atomic(savepoint=False)
def answer(ticket: Ticket, said: Said, *, then: State | None, by: Actor, now: datetime) -> Message:
    """Keep the answer on the (locked) ticket; the customer no longer waits. `then` is the state it leaves behind.

    Raises Locked or WrongState.
    """
    (check_reply if said.channel == Channel.EMAIL else check_spoken)(ticket)
    was, waited_since = ticket.state, ticket.waiting_since
    _settle(ticket, said, then=then, by=by)
    message = keep(ticket, said, now=now)
    record(
        "message.sent",
        by=by,
        now=now,
        ticket=ticket.pk,
        customer=ticket.customer_id,
        message=message.pk,
        was=was,
        state=ticket.state,
        waited_since=waited_since.isoformat() if waited_since else None,
    )
    return message


@transaction.atomic(savepoint=False)
def add_note(
    ticket: Ticket, said: Said, *, mentioned: Iterable[int] = (), by: Actor, now: datetime
) -> Message:
    """Keep a note, which customers never see. Who is mentioned follows the ticket, and so may open it."""
    check_live(ticket)
    message = keep(ticket, said, now=now)
    named = sorted(mentioned)
    if named:
        ticket.followers.add(*named)
    ticket.version += 1
    ticket.save(update_fields=["version"])
    record("note.added", by=by, now=now, ticket=ticket.pk, message=message.pk, mentioned=named)
    return message


def check_nothing_newer(ticket: Ticket, *, seen: int | None, writer: int) -> None:
    """Raises NewerMessage when the customer or a colleague wrote after the message `seen`."""
    newer = Message.objects.filter(ticket=ticket, pk__gt=seen or 0, withdrawn_at__isnull=True)
    newer = newer.exclude(direction=Direction.NOTE).exclude(author=writer)
    if seen is not None and newer.exists():
        raise NewerMessage


def check_recipients(ticket: Ticket, *, meant: Collection[int] | None) -> None:
    """Raises OtherRecipients when an answer reaches a participant who is not among those `meant`."""
    reached = Participant.objects.filter(ticket=ticket, contact_point__kind=ContactKind.EMAIL)
    if meant is not None and reached.exclude(pk__in=meant).exists():
        raise OtherRecipients


def said_already(
    ticket: Ticket, *, text: str, writer: int, since: int, direction: Direction = Direction.OUT
) -> Message | None:
    """This writer's answer or note in these words since they looked: a form that was sent twice."""
    own = Message.objects.filter(ticket=ticket, author=writer, direction=direction, pk__gt=since)
    return own.filter(text=text, withdrawn_at__isnull=True).first()


def _settle(ticket: Ticket, said: Said, *, then: State | None, by: Actor) -> None:
    target = then or (State.OPEN if ticket.state == State.NEW else State(ticket.state))
    if target != ticket.state and can_move(ticket.state, target):
        ticket.state = target
    if ticket.state != State.SOLVED:
        ticket.solved_at = None
    elif ticket.solved_at is None:
        ticket.solved_at = said.at
        plan_question(ticket, by=by)
    ticket.owner_id = ticket.owner_id or (by.id if by.kind == "person" else None)
    ticket.snoozed_until = None
    if by.kind == "person" and by.id == ticket.owner_id:
        ticket.handed_over = None
    if ticket.state != State.HOLD:
        ticket.hold_until = None
    ticket.excerpt = ticket.excerpt or excerpt_of(said.text)
    ticket.last_message_at = max(ticket.last_message_at, said.at)
    ticket.version += 1
    set_waiting(ticket, None)
    ticket.save()
