"""Planned answers leave when their moment has come, unless somebody wrote meanwhile or what they promise is past."""

from datetime import datetime

from django.db import transaction

from aiuto.flows.check_draft import past_by
from aiuto.flows.reply import reply
from aiuto.journal.actors import SYSTEM
from aiuto.notices.models import Kind
from aiuto.notices.telling import tell
from aiuto.promises.errors import PastWhenItLeaves
from aiuto.tickets.errors import NotFound, TicketError
from aiuto.tickets.locking import lock
from aiuto.tickets.models import Draft, State
from aiuto.tickets.planning import hold_back
from aiuto.tickets.queries.planned import due


def send_due(*, now: datetime, limit: int = 200) -> int:
    """Send up to `limit` answers, each in a transaction of its own; how many left."""
    return sum(_send(draft, ticket, now=now) for draft, ticket in due(now, limit=limit))


@transaction.atomic
def _send(draft_id: int, ticket_id: int, *, now: datetime) -> bool:
    """Its ticket is locked before it is read: another worker, or its writer, may have been first."""
    lock(ticket_id)
    waiting = Draft.objects.select_related("user", "ticket__desk__schedule").prefetch_related("uploads")
    draft = waiting.filter(pk=draft_id, send_at__lte=now, held_at__isnull=True).first()
    if draft is None:
        return False
    try:
        _leave(draft, now=now)
    except TicketError:
        hold_back(draft, by=SYSTEM, now=now)
        tell([draft.user_id], kind=Kind.NOT_SENT, ticket=ticket_id, by=SYSTEM, now=now)
        return False
    draft.delete()
    return True


def _leave(draft: Draft, *, now: datetime) -> None:
    if draft.ticket is None or not draft.user.is_active:
        raise NotFound
    if draft.send_at and past_by(draft.ticket.desk, draft.text, now=draft.send_at, at=now):
        raise PastWhenItLeaves
    reply(
        draft.ticket.reference,
        user=draft.user,
        text=draft.text,
        now=now,
        seen=draft.begun_after,
        then=State(draft.then) if draft.then else None,
        slots=tuple(upload.slot for upload in draft.uploads.all()),
        promises=draft.promises,
    )
