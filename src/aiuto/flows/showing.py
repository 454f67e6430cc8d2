"""What shows that something was done: words, a file in a note, another request. Shared by acts and by payments."""

from dataclasses import dataclass
from datetime import datetime

from aiuto.flows.keeping_files import Brought, keep_file
from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.recovery.doing import Shown
from aiuto.tickets.answering import add_note
from aiuto.tickets.errors import NotFound
from aiuto.tickets.linking import relate
from aiuto.tickets.messages import note_said
from aiuto.tickets.models import Message, Ticket
from aiuto.tickets.queries.pages import ticket_called


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A tracking number, a link, a reference; a file; the number or reference of another request."""

    words: str = ""
    file: Brought | None = None
    request: str = ""


def show(ticket: Ticket, proof: Proof, *, about: str, user: User, now: datetime) -> Shown:
    """The file is kept in a note that says `about` what, the request is linked. Raises TicketError."""
    message = _note(ticket, about, proof.file, user=user, now=now) if proof.file else None
    return Shown(
        words=proof.words, message=message, ticket=_linked(ticket, proof.request, user=user, now=now)
    )


def _note(ticket: Ticket, words: str, file: Brought, *, user: User, now: datetime) -> Message:
    said = note_said(words, writer=user, at=now, files=(keep_file(file, user=user, now=now),))
    return add_note(ticket, said, by=person(user.pk), now=now)


def _linked(ticket: Ticket, request: str, *, user: User, now: datetime) -> Ticket | None:
    """Another request that this person may open."""
    if not request.strip():
        return None
    other = ticket_called(user, request)
    if other is None:
        raise NotFound
    relate(ticket, other, by=person(user.pk), now=now)
    return other
