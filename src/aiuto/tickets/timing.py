"""Whose turn it is: when a waiting ticket must be helped at the latest."""

from datetime import datetime, timedelta

from aiuto.business_hours import BadSchedule, NeverOpen
from aiuto.people.models import Desk
from aiuto.people.schedules import hours_of_desk
from aiuto.tickets.models import Ticket


def turn_of(desk: Desk, *, waiting_since: datetime | None, next_due_at: datetime | None) -> datetime | None:
    """The earlier of what is due next and the desk's ceiling of waiting; None while nobody waits."""
    ceiling = _ceiling(desk, waiting_since) if waiting_since else None
    return min((at for at in (ceiling, next_due_at) if at), default=None)


def set_waiting(ticket: Ticket, since: datetime | None) -> None:
    """The customer waits since then (the first message that has no answer), or no longer."""
    ticket.waiting_since = since
    ticket.turn_at = turn_of(ticket.desk, waiting_since=since, next_due_at=ticket.next_due_at)


def _ceiling(desk: Desk, since: datetime) -> datetime:
    """In the desk's working minutes; a desk whose hours make no sense counts every minute."""
    ceiling = timedelta(minutes=desk.ceiling_minutes)
    try:
        return hours_of_desk(desk).add(since, ceiling)
    except (BadSchedule, NeverOpen):
        return since + ceiling
