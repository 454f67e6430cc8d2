"""Whose turn it is: when a waiting ticket must be helped at the latest."""

from datetime import datetime, timedelta

from aiuto.business_hours import BadSchedule, NeverOpen
from aiuto.people.models import Desk
from aiuto.people.schedules import hours_of_desk
from aiuto.tickets.models import Ticket


def turn_of(desk: Desk, *, waiting_since: datetime | None, next_due_at: datetime | None) -> datetime | None:
    """The earlier of what is due next and the desk's ceiling of waiting; None while nobody waits."""
    wait = timedelta(minutes=desk.ceiling_minutes)
    ceiling = worked(desk, waiting_since, wait) if waiting_since else None
    return min((at for at in (ceiling, next_due_at) if at), default=None)


def set_waiting(ticket: Ticket, since: datetime | None) -> None:
    """The customer waits since then (the first message that has no answer), or no longer."""
    ticket.waiting_since = since
    ticket.turn_at = turn_of(ticket.desk, waiting_since=since, next_due_at=ticket.next_due_at)


def set_due(ticket: Ticket, at: datetime | None) -> None:
    """What is due next on the ticket, or nothing."""
    ticket.next_due_at = at
    ticket.turn_at = turn_of(ticket.desk, waiting_since=ticket.waiting_since, next_due_at=at)


def iso(at: datetime | None) -> str | None:
    """A moment as events hold it."""
    return at.isoformat() if at else None


def worked(desk: Desk, since: datetime, time: timedelta) -> datetime:
    """When so much of the desk's working time has passed; a desk whose hours make no sense works always."""
    try:
        return hours_of_desk(desk).add(since, time)
    except (BadSchedule, NeverOpen):
        return since + time
