"""Who is at which ticket just now."""

from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef

from aiuto.notices.models import Notice
from aiuto.people.models import User
from aiuto.tickets.errors import NotFound
from aiuto.tickets.models import Presence, Seen, Ticket
from aiuto.tickets.queries import reachable_by
from aiuto.tickets.references import normal_reference

MOST = 2_000


class Here(NamedTuple):
    """One person at one ticket, by their ids."""

    ticket: int
    user: int
    writing: bool


class LookedAt(NamedTuple):
    """A ticket, with what its page makes no longer unread: messages, notices."""

    ticket: Ticket
    unseen: bool
    noticed: bool


def looked_at(user: User, reference: str) -> LookedAt:
    """One statement. Raises NotFound for missing and forbidden alike."""
    seen = Seen.objects.filter(ticket=OuterRef("pk"), user=user, at__gte=OuterRef("last_message_at"))
    unread = Notice.objects.filter(user=user, ticket=OuterRef("pk"), read_at__isnull=True)
    news = {"unseen": ~Exists(seen), "noticed": Exists(unread)}
    found = reachable_by(user).filter(reference=normal_reference(reference)).annotate(**news)
    ticket: Any = found.only("reference").first()
    if ticket is None:
        raise NotFound
    return LookedAt(ticket, ticket.unseen, ticket.noticed)


def at(ticket: Ticket, *, except_user: User, now: datetime) -> list[tuple[User, bool]]:
    """The others at this ticket and whether they write, who came first before the others."""
    rows = Presence.objects.filter(ticket=ticket, until__gt=now).exclude(user=except_user)
    return [(row.user, row.writing) for row in rows.select_related("user").order_by("id")]


def everybody(*, now: datetime) -> frozenset[Here]:
    """All who are at any ticket, for whoever compares one look with the next."""
    rows = Presence.objects.filter(until__gt=now).values_list("ticket_id", "user_id", "writing")
    return frozenset(Here(*row) for row in rows[:MOST])
