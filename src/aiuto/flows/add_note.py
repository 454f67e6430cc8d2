"""An agent writes a note that customers never see."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.tickets import answering
from aiuto.tickets.drafting import check_text, discard_draft, files_of, uploads_of
from aiuto.tickets.locking import lock_for
from aiuto.tickets.markup import html_of
from aiuto.tickets.messages import Said
from aiuto.tickets.models import Direction, Message


@transaction.atomic
def add_note(reference: str, *, user: User, text: str, now: datetime, slots: tuple[str, ...] = ()) -> Message:
    """Keep a note on the request. Raises TicketError."""
    ticket = lock_for(user, reference)
    check_text(text)
    said = Said(
        direction=Direction.NOTE,
        at=now,
        text=text,
        reply_text=text,
        html=html_of(text),
        from_name=str(user),
        author=user.pk,
        files=files_of(uploads_of(user, slots, now=now)),
    )
    note = answering.add_note(ticket, said, by=person(user.pk), now=now)
    discard_draft(ticket, user=user, direction=Direction.NOTE)
    return note
