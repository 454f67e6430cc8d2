"""The writer of a planned answer sends it now, whatever was said meanwhile."""

from datetime import datetime

from django.db import transaction

from aiuto.flows.reply import reply
from aiuto.people.models import User
from aiuto.tickets.errors import NotFound
from aiuto.tickets.locking import lock_for
from aiuto.tickets.models import Message, State
from aiuto.tickets.queries.planned import planned_of


@transaction.atomic
def send_now(reference: str, *, user: User, now: datetime) -> Message:
    """Send one's own planned answer. Raises TicketError; NotFound when it has left."""
    ticket = lock_for(user, reference)
    draft = planned_of(ticket, user)
    if draft is None:
        raise NotFound
    message = reply(
        ticket.reference,
        user=user,
        text=draft.text,
        now=now,
        seen=draft.begun_after,
        confirmed=True,
        then=State(draft.then) if draft.then else None,
        slots=tuple(upload.slot for upload in draft.uploads.all()),
        promises=draft.promises,
    )
    draft.delete()
    return message
