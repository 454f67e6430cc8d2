"""A colleague notes that a step of a recovery is done, and where that shows."""

from datetime import datetime

from django.db import transaction

from aiuto.flows.keeping_files import Brought, keep_file
from aiuto.flows.noting_calls import call_of
from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.promises.settling import settle
from aiuto.recovery.doing import Shown, do
from aiuto.recovery.locking import lock_recovery
from aiuto.recovery.models import Step, StepKind
from aiuto.tickets.answering import add_note
from aiuto.tickets.errors import NotFound
from aiuto.tickets.linking import relate
from aiuto.tickets.messages import note_said
from aiuto.tickets.models import Message, Ticket
from aiuto.tickets.queries.pages import ticket_called


@transaction.atomic
def do_step(
    recovery_id: int,
    kind: str,
    *,
    words: str,
    proof: str = "",
    file: Brought | None = None,
    request: str = "",
    call: int | None = None,
    user: User,
    now: datetime,
) -> Step:
    """Act, compassion by a call, or why there is nothing to compensate.

    An act shows by `proof` (a tracking number, a link), by a `file`, which stands in a note, or by the `request` of
    colleagues, its number or reference, which is linked. `call` is the message of a call; else it is noted with it.
    Raises RecoveryError, TicketError.
    """
    ticket, recovery = lock_recovery(user, recovery_id)
    known, message = StepKind(kind), None
    if file:
        message = _note(ticket, words, file, user=user, now=now)
    elif known == StepKind.COMPASSION:
        message = call_of(ticket, words, noted=call, user=user, now=now)
    shown = Shown(words=proof, message=message, ticket=_linked(ticket, request, user=user, now=now))
    step = do(recovery, ticket, known, words=words, shown=shown, by=person(user.pk), now=now)
    settle(ticket, now=now)
    return step


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
