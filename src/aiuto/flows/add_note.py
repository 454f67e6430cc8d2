"""An agent writes a note that customers never see."""

from datetime import datetime

from django.db import transaction

from aiuto.flows.notify import notify
from aiuto.journal.actors import person
from aiuto.notices.models import Kind
from aiuto.people.models import User
from aiuto.people.queries import colleagues_at
from aiuto.tickets import answering
from aiuto.tickets.drafting import check_text, discard_draft, files_of, uploads_of
from aiuto.tickets.locking import lock_for
from aiuto.tickets.markup import html_of
from aiuto.tickets.mentions import marked, mentioned
from aiuto.tickets.messages import note_said
from aiuto.tickets.models import Direction, Message, Ticket


@transaction.atomic
def add_note(
    reference: str,
    *,
    user: User,
    text: str,
    now: datetime,
    seen: int | None = None,
    slots: tuple[str, ...] = (),
) -> Message:
    """Keep a note on the request; colleagues whom it names are told, and may open the request from now on.

    The same words sent twice from one page (`seen`: its newest message) are one note. Raises TicketError.
    """
    ticket = lock_for(user, reference)
    check_text(text)
    if seen is not None and (same := _kept_already(ticket, text, user, seen)):
        return same
    colleagues = colleagues_at(ticket.desk_id) if "@" in text else []
    named = mentioned(text, colleagues)
    html, files = html_of(marked(text, colleagues)), files_of(uploads_of(user, slots, now=now))
    said = note_said(text, writer=user, at=now, html=html, files=files)
    note = answering.add_note(ticket, said, mentioned=named, by=person(user.pk), now=now)
    notify(ticket, others=dict.fromkeys(named, Kind.MENTIONED), by=person(user.pk), now=now)
    discard_draft(ticket, user=user, direction=Direction.NOTE)
    return note


def _kept_already(ticket: Ticket, text: str, user: User, seen: int) -> Message | None:
    return answering.said_already(ticket, text=text, writer=user.pk, since=seen, direction=Direction.NOTE)
