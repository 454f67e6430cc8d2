"""A message that waited for its moment leaves: an answer, or one that opens a request."""

from datetime import datetime

from aiuto.flows.reply import reply
from aiuto.flows.write_first import write_first
from aiuto.tickets.models import Draft, Message, State


def leave(draft: Draft, *, confirmed: bool = False, now: datetime) -> Message:
    """Its writer sends it; `confirmed` is as in `reply`. The draft is gone then. Raises TicketError."""
    slots = tuple(upload.slot for upload in draft.uploads.all())
    if draft.ticket is None:
        message = write_first(
            draft.desk_id or 0,
            to=draft.to,
            name=draft.name,
            subject=draft.subject,
            text=draft.text,
            by=draft.user,
            slots=slots,
            promises=draft.promises,
            now=now,
        )
    else:
        message = reply(
            draft.ticket.reference,
            user=draft.user,
            text=draft.text,
            seen=draft.begun_after,
            confirmed=confirmed,
            then=State(draft.then) if draft.then else None,
            slots=slots,
            promises=draft.promises,
            now=now,
        )
    draft.delete()
    return message
