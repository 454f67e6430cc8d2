"""A message that waited for its moment leaves: an answer, or one that opens a request."""

from datetime import datetime
from functools import partial

from aiuto.flows.reply import reply
from aiuto.flows.write_first import write_first
from aiuto.promises.errors import StillOwed
from aiuto.tickets.models import Draft, Message, State


def leave(draft: Draft, *, confirmed: bool = False, now: datetime) -> Message:
    """Its writer sends it; `confirmed` is as in `reply`. The draft is gone then. Raises TicketError.

    An answer that was to solve the request leaves all the same where something is promised there, and it stays open:
    nobody is here to be asked what became of that.
    """
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
        send = partial(
            reply,
            draft.ticket.reference,
            user=draft.user,
            text=draft.text,
            seen=draft.begun_after,
            confirmed=confirmed,
            slots=slots,
            promises=draft.promises,
            now=now,
        )
        try:
            message = send(then=State(draft.then) if draft.then else None)
        except StillOwed:
            message = send(then=None)
    draft.delete()
    return message
