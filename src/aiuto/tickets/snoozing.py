"""A ticket sleeps: it is in no list of open tickets until a date, or until the customer writes."""

from datetime import UTC, datetime

from django.db import transaction

from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.tickets.errors import BadDate, FarDate
from aiuto.tickets.models import Ticket
from aiuto.tickets.moving import LONGEST_HOLD
from aiuto.tickets.policies import check_snooze, check_wake

UNTIL_ANSWERED = datetime(9999, 12, 31, tzinfo=UTC)


@transaction.atomic(savepoint=False)
def snooze(ticket: Ticket, *, until: datetime | None, by: Actor, now: datetime) -> Ticket:
    """Let the (locked) ticket sleep; `until` None: until the customer writes, and that wakes it in any case.

    State and clock stay as they are. Raises WrongState, BadDate, FarDate.
    """
    check_snooze(ticket)
    if until is not None:
        _check_date(until, now=now)
    ticket.snoozed_until = until or UNTIL_ANSWERED
    _save(ticket)
    shown = until.isoformat() if until else None
    record("ticket.snoozed", by=by, now=now, ticket=ticket.pk, customer=ticket.customer_id, until=shown)
    return ticket


@transaction.atomic(savepoint=False)
def wake(ticket: Ticket, *, by: Actor, now: datetime) -> Ticket:
    """The (locked) ticket is back in the lists. Raises WrongState when it does not sleep."""
    check_wake(ticket)
    ticket.snoozed_until = None
    _save(ticket)
    record("ticket.woke", by=by, now=now, ticket=ticket.pk, customer=ticket.customer_id)
    return ticket


def _check_date(until: datetime, *, now: datetime) -> None:
    if until <= now:
        raise BadDate
    if until - now > LONGEST_HOLD:
        raise FarDate


def _save(ticket: Ticket) -> None:
    ticket.version += 1
    ticket.save(update_fields=["snoozed_until", "version"])
