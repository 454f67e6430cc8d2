"""Who is at which ticket just now."""

from datetime import datetime
from typing import NamedTuple

from aiuto.people.models import User
from aiuto.tickets.models import Presence, Ticket

MOST = 2_000


class Here(NamedTuple):
    """One person at one ticket, by their ids."""

    ticket: int
    user: int
    writing: bool


def at(ticket: Ticket, *, except_user: User, now: datetime) -> list[tuple[User, bool]]:
    """The others at this ticket and whether they write, who came first before the others."""
    rows = Presence.objects.filter(ticket=ticket, until__gt=now).exclude(user=except_user)
    return [(row.user, row.writing) for row in rows.select_related("user").order_by("id")]


def everybody(*, now: datetime) -> frozenset[Here]:
    """All who are at any ticket, for whoever compares one look with the next."""
    rows = Presence.objects.filter(until__gt=now).values_list("ticket_id", "user_id", "writing")
    return frozenset(Here(*row) for row in rows[:MOST])
