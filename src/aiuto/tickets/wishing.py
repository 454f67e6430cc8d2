"""What the customer wants to come of it, in their words, and the day by which they need it."""

from datetime import date, datetime

from django.db import transaction

from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.tickets.errors import BadDate
from aiuto.tickets.models import Direction, Message, Ticket
from aiuto.tickets.policies import check_live

LONGEST = 300


@transaction.atomic(savepoint=False)
def set_wish(
    ticket: Ticket, *, wish: str, wanted_by: date | None, today: date, by: Actor, now: datetime
) -> Ticket:
    """Keep both on the (locked) ticket; `today` is the desk's. Raises BadDate for a day that has been."""
    check_live(ticket)
    if wanted_by and wanted_by < today and wanted_by != ticket.wanted_by:
        raise BadDate
    was = ticket.wanted_by
    ticket.wish, ticket.wanted_by = " ".join(wish.split())[:LONGEST], wanted_by
    ticket.wish_missed = ticket.wish_missed and was == wanted_by
    ticket.version += 1
    ticket.save(update_fields=["wish", "wanted_by", "wish_missed", "version"])
    record("ticket.wish_set", by=by, now=now, ticket=ticket.pk, was=_iso(was), wanted_by=_iso(wanted_by))
    return ticket


@transaction.atomic(savepoint=False)
def note_asked(ticket: Ticket, message: Message, *, by: Actor, now: datetime) -> Ticket:
    """This answer asks by when they need it: once on each ticket, so it is remembered."""
    ticket.wish_asked_at = now
    ticket.save(update_fields=["wish_asked_at"])
    record("ticket.wish_asked", by=by, now=now, ticket=ticket.pk, message=message.pk)
    return ticket


def forget_asked(ticket: Ticket, message: Message) -> None:
    """The answer that asked never left."""
    if ticket.wish_asked_at == message.stored_at:
        ticket.wish_asked_at = None
        ticket.save(update_fields=["wish_asked_at"])


def is_their_answer_awaited(ticket: Ticket) -> bool:
    """Whether the next that they write is the first since they were asked. One statement, where they were."""
    if ticket.wish_asked_at is None or ticket.wanted_by:
        return False
    heard = Message.objects.filter(ticket=ticket, direction=Direction.IN, stored_at__gt=ticket.wish_asked_at)
    return not heard.exists()


@transaction.atomic(savepoint=False)
def miss_wish(ticket: Ticket, *, by: Actor, now: datetime) -> Ticket:
    """Their day has passed, and it was not solved: said once."""
    ticket.wish_missed = True
    ticket.save(update_fields=["wish_missed"])
    record(
        "ticket.wish_missed",
        by=by,
        now=now,
        ticket=ticket.pk,
        customer=ticket.customer_id,
        wanted_by=_iso(ticket.wanted_by),
    )
    return ticket


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
