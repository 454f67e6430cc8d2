"""A new ticket, with the message that opens it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from aiuto.customers.models import ContactKind, ContactPoint, Customer
from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.people.models import Desk
from aiuto.rows.inserting import insert
from aiuto.tickets.messages import Said, excerpt_of, keep
from aiuto.tickets.models import Direction, Message, Participant, Role, State, Ticket
from aiuto.tickets.references import new_reference, new_token
from aiuto.tickets.timing import iso, set_waiting


@dataclass(frozen=True, slots=True)
class Opened:
    """The new ticket and its first message."""

    ticket: Ticket
    message: Message


@transaction.atomic(savepoint=False)
def open_ticket(
    desk: Desk,
    said: Said,
    *,
    requester: ContactPoint | None,
    language: str,
    by: Actor,
    now: datetime,
    owner: int | None = None,
    team: int | None = None,
    customer: Customer | None = None,
    quiet: bool = False,
    settled: bool = False,
    next_due_at: datetime | None = None,
) -> Opened:
    """Open a ticket. Without an e-mail address the reply is locked until an agent sets one.

    `customer` is for somebody who came in person and has no address at all.
    `quiet`: nobody waits for an answer (an automatic message). `settled`: history, solved when it was said.
    `next_due_at`: when the first thing is due that the desk promises with it.
    """
    ticket = _new(desk, said, requester=requester, language=language)
    ticket.customer_id = ticket.customer_id or (customer.pk if customer else None)
    ticket.owner_id, ticket.team_id, ticket.next_due_at = owner, team, next_due_at
    _set_state(ticket, said, quiet=quiet, settled=settled)
    insert(ticket)
    if requester:
        add_participant(ticket, requester, role=Role.REQUESTER, sees_from=said.at)
    message = keep(ticket, said, now=now)
    record(
        "ticket.opened",
        by=by,
        now=now,
        ticket=ticket.pk,
        customer=ticket.customer_id,
        desk=desk.pk,
        message=message.pk,
        channel=said.channel,
        due=iso(next_due_at),
    )
    return Opened(ticket, message)


def add_participant(ticket: Ticket, point: ContactPoint, *, role: Role, sees_from: datetime) -> Participant:
    """Put a contact point on the ticket, with a reply token of its own."""
    return insert(
        Participant(ticket=ticket, contact_point=point, role=role, token=new_token(), sees_from=sees_from)
    )


def _new(desk: Desk, said: Said, *, requester: ContactPoint | None, language: str) -> Ticket:
    return Ticket(
        reference=new_reference(),
        desk=desk,
        customer_id=requester.customer_id if requester else None,
        subject=said.subject[:300],
        excerpt=excerpt_of(said.reply_text or said.text),
        language=language,
        channel=said.channel,
        created_at=said.at,
        last_message_at=said.at,
        reply_locked=requester is None or requester.kind != ContactKind.EMAIL,
    )


def _set_state(ticket: Ticket, said: Said, *, quiet: bool, settled: bool) -> None:
    if settled:
        ticket.state, ticket.solved_at = State.SOLVED, said.at
    elif said.direction == Direction.OUT:
        ticket.state = State.WAITING
    elif not quiet:
        set_waiting(ticket, said.at)
