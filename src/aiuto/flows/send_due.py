"""Planned answers leave when their moment has come, unless somebody wrote meanwhile or what they promise is past."""

from datetime import datetime

from django.db import transaction

from aiuto.flows.check_draft import past_by
from aiuto.flows.leaving import leave
from aiuto.journal.actors import SYSTEM
from aiuto.notices.models import Kind
from aiuto.notices.telling import tell
from aiuto.promises.errors import PastWhenItLeaves
from aiuto.tickets.errors import NotFound, TicketError
from aiuto.tickets.locking import lock
from aiuto.tickets.models import Draft
from aiuto.tickets.planning import hold_back
from aiuto.tickets.queries.planned import due

DESKS = ("ticket__desk__schedule", "desk__schedule")


def send_due(*, now: datetime, limit: int = 200) -> int:
    """Send up to `limit` answers, each in a transaction of its own; how many left."""
    return sum(_send(draft, ticket, now=now) for draft, ticket in due(now, limit=limit))


@transaction.atomic
def _send(draft_id: int, ticket_id: int | None, *, now: datetime) -> bool:
    """Its ticket is locked before it is read: another worker, or its writer, may have been first."""
    if ticket_id:
        lock(ticket_id)
    waiting = Draft.objects.select_for_update(of=("self",)).select_related("user", *DESKS)
    draft = waiting.filter(pk=draft_id, send_at__lte=now, held_at__isnull=True).first()
    if draft is None:
        return False
    try:
        _check(draft, now=now)
        leave(draft, now=now)
    except TicketError:
        hold_back(draft, by=SYSTEM, now=now)
        tell([draft.user_id], kind=Kind.NOT_SENT, ticket=ticket_id, by=SYSTEM, now=now)
        return False
    return True


def _check(draft: Draft, *, now: datetime) -> None:
    desk = draft.ticket.desk if draft.ticket else draft.desk
    if desk is None or draft.send_at is None or not draft.user.is_active:
        raise NotFound
    if past_by(desk, draft.text, now=draft.send_at, at=now):
        raise PastWhenItLeaves
