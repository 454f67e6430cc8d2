"""Two tickets become one, or one becomes two."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from aiuto.customers.models import ContactPoint
from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.tickets.errors import SameTicket, WrongState
from aiuto.tickets.lasting import move_repeats
from aiuto.tickets.linking import link
from aiuto.tickets.messages import excerpt_of, last_words
from aiuto.tickets.models import (
    Direction,
    LinkKind,
    Message,
    Participant,
    Role,
    SearchEntry,
    State,
    Ticket,
)
from aiuto.tickets.opening import add_participant
from aiuto.tickets.policies import check_merge, check_split
from aiuto.tickets.references import new_reference
from aiuto.tickets.timing import set_waiting


@transaction.atomic(savepoint=False)
def merge(ticket: Ticket, *, into: Ticket, by: Actor, now: datetime) -> Ticket:
    """Move everything said on `ticket` to `into` (both locked). Mail to the first goes to the second from now on.

    People of the first ticket see the second from now, not what was said there before. What went wrong with the first
    is said of the second, where nobody has said it there.
    """
    if ticket.pk == into.pk:
        raise SameTicket
    check_merge(ticket)
    check_merge(into)
    if ticket.desk_id != into.desk_id:
        raise WrongState
    Message.objects.filter(ticket=ticket).update(ticket=into)
    SearchEntry.objects.filter(ticket=ticket).update(ticket=into)
    _move_participants(ticket, into, now=now)
    into.tags.add(*ticket.tags.all())
    into.cause_id = into.cause_id or ticket.cause_id
    _take_over_clock(into, ticket)
    _close_behind(ticket, into)
    move_repeats(ticket, into=into)
    record("ticket.merged", by=by, now=now, ticket=into.pk, customer=into.customer_id, merged=ticket.pk)
    return into


@transaction.atomic(savepoint=False)
def split(ticket: Ticket, message: Message, *, by: Actor, now: datetime) -> Ticket:
    """A message of the (locked) ticket becomes a ticket of its own, linked. Whoever wrote it is its requester.

    Raises WrongState.
    """
    check_split(ticket)
    if message.ticket_id != ticket.pk or message.direction != Direction.IN:
        raise WrongState
    askers = _askers(ticket, message)
    own = _split_off(ticket, message, askers[0].customer_id if askers else ticket.customer_id)
    Message.objects.filter(pk=message.pk).update(ticket=own)
    SearchEntry.objects.filter(message=message).update(ticket=own)
    for asker in askers:
        add_participant(own, asker, role=Role.REQUESTER, sees_from=message.at)
    link(own, earlier=[ticket.pk], kind=LinkKind.SPLIT)
    newest = Message.objects.filter(ticket=ticket).aggregate(at=Max("at"))["at"]
    ticket.last_message_at = newest or ticket.last_message_at
    ticket.version += 1
    ticket.save(update_fields=["last_message_at", "version"])
    record("ticket.split", by=by, now=now, ticket=ticket.pk, into=own.pk, message=message.pk)
    return own


def _askers(ticket: Ticket, message: Message) -> list[ContactPoint]:
    """The address of another customer who wrote it and takes part there; else those of the ticket's requester."""
    parts = Participant.objects.filter(ticket=ticket).select_related("contact_point").order_by("id")
    for part in parts:
        is_theirs = part.contact_point.customer_id == ticket.customer_id
        if part.contact_point_id == message.contact_point_id and not is_theirs:
            return [part.contact_point]
    return [part.contact_point for part in parts if part.role == Role.REQUESTER]


def _move_participants(ticket: Ticket, into: Ticket, *, now: datetime) -> None:
    """Tokens stay as they are, so that answers to older mails still arrive."""
    known = set(Participant.objects.filter(ticket=into).values_list("contact_point", flat=True))
    for part in Participant.objects.filter(ticket=ticket):
        if part.contact_point_id in known:
            continue
        part.ticket, part.role, part.sees_from = into, _role_in(part, into), now
        part.save(update_fields=["ticket", "role", "sees_from"])


def _role_in(part: Participant, into: Ticket) -> Role:
    same = part.contact_point.customer_id == into.customer_id
    return Role.REQUESTER if same else Role.COPY


def _close_behind(ticket: Ticket, into: Ticket) -> None:
    ticket.merged_into, ticket.state = into, State.CLOSED
    ticket.version += 1
    set_waiting(ticket, None)
    ticket.save()


def _take_over_clock(into: Ticket, ticket: Ticket) -> None:
    """Whoever waited longer counts; a solved target opens when somebody waits."""
    since = min((at for at in (into.waiting_since, ticket.waiting_since) if at), default=None)
    newest = Message.objects.filter(ticket=into).exclude(direction=Direction.NOTE).order_by("-at").first()
    if newest:
        into.last_message_at, into.excerpt = newest.at, last_words(into)
    if since and into.state in (State.WAITING, State.SOLVED):
        into.state, into.solved_at = State.OPEN, None
    set_waiting(into, since)
    into.version += 1
    into.save()


def _split_off(ticket: Ticket, message: Message, customer: int | None) -> Ticket:
    own = Ticket(
        reference=new_reference(),
        desk=ticket.desk,
        team_id=ticket.team_id,
        customer_id=customer,
        subject=(message.subject or ticket.subject)[:300],
        excerpt=excerpt_of(message.reply_text or message.text),
        language=ticket.language,
        channel=message.channel,
        state=State.NEW,
        created_at=message.at,
        last_message_at=message.at,
        reply_locked=ticket.reply_locked,
    )
    set_waiting(own, message.at)
    own.save()
    return own
