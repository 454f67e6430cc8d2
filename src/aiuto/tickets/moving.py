"""Moving a ticket from state to state. Each function takes a locked ticket."""

from datetime import datetime, timedelta

from django.db import transaction

from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.tickets.errors import BadDate, FarDate
from aiuto.tickets.helping import plan_question
from aiuto.tickets.models import State, Ticket
from aiuto.tickets.policies import check_close, check_hold, check_reopen, check_solve, check_wait
from aiuto.tickets.timing import set_waiting

LONGEST_HOLD = timedelta(days=5 * 366)
_EVENTS = {
    State.OPEN: "ticket.reopened",
    State.WAITING: "ticket.waiting",
    State.HOLD: "ticket.held",
    State.SOLVED: "ticket.solved",
    State.CLOSED: "ticket.closed",
}


def wait(ticket: Ticket, *, by: Actor, now: datetime) -> Ticket:
    """It is the customer's turn."""
    check_wait(ticket)
    set_waiting(ticket, None)
    return _move(ticket, State.WAITING, by=by, now=now)


def hold(ticket: Ticket, *, until: datetime, by: Actor, now: datetime) -> Ticket:
    """It is somebody else's turn, until a date. The customer's clock goes on. Raises BadDate, FarDate."""
    check_hold(ticket)
    if until <= now:
        raise BadDate
    if until - now > LONGEST_HOLD:
        raise FarDate
    ticket.hold_until = until
    return _move(ticket, State.HOLD, by=by, now=now)


def solve(ticket: Ticket, *, by: Actor, now: datetime) -> Ticket:
    """The request is solved; an answer opens it again."""
    check_solve(ticket)
    set_waiting(ticket, None)
    ticket.solved_at = now
    plan_question(ticket, by=by)
    return _move(ticket, State.SOLVED, by=by, now=now)


def close(ticket: Ticket, *, by: Actor, now: datetime) -> Ticket:
    """A solved request is over; an answer opens a new one, linked."""
    check_close(ticket)
    return _move(ticket, State.CLOSED, by=by, now=now)


def reopen(ticket: Ticket, *, by: Actor, now: datetime) -> Ticket:
    """Back to us, from waiting, hold or solved."""
    check_reopen(ticket)
    ticket.solved_at = None
    set_waiting(ticket, ticket.waiting_since or now)
    return _move(ticket, State.OPEN, by=by, now=now)


@transaction.atomic(savepoint=False)
def _move(ticket: Ticket, to: State, *, by: Actor, now: datetime) -> Ticket:
    was, ticket.state = ticket.state, to
    if to != State.HOLD:
        ticket.hold_until = None
    ticket.snoozed_until = None
    ticket.version += 1
    ticket.save()
    record(_EVENTS[to], by=by, now=now, ticket=ticket.pk, customer=ticket.customer_id, was=was)
    return ticket
