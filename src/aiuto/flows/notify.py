"""Who is told that something happened on a request: its owner, its followers, and whom it names."""

from collections.abc import Mapping
from datetime import datetime

from aiuto.journal.actors import Actor
from aiuto.notices.models import Kind
from aiuto.notices.reading import read
from aiuto.notices.telling import tell_each
from aiuto.tickets.following import followers_of
from aiuto.tickets.models import Ticket

NOBODY: Mapping[int, Kind] = {}


def notify(
    ticket: Ticket,
    *,
    by: Actor,
    now: datetime,
    owner: Kind = Kind.FOLLOWED,
    others: Mapping[int, Kind] = NOBODY,
) -> None:
    """Tell the owner, the followers and `others`, each person once, in the caller's transaction.

    `owner` is what it is for whoever looks after the request; `others` say what it is for them. A colleague who acts
    on a request has read what they were told of it.
    Costs nothing where a locked ticket has no owner and `is_followed` by nobody.
    """
    if by.kind == "person" and by.id:
        read(by.id, ticket=ticket.pk, now=now)
    followers = followers_of(ticket) if getattr(ticket, "is_followed", True) else []
    kinds = dict.fromkeys(followers, Kind.FOLLOWED)
    if ticket.owner_id:
        kinds[ticket.owner_id] = owner
    tell_each({**kinds, **others}, ticket=ticket.pk, by=by, now=now)
