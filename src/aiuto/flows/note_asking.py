"""A colleague asked the customer after the fix, as by telephone, and has no answer yet."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.promises.settling import settle
from aiuto.recovery.asking import note_asked
from aiuto.recovery.doing import follow_up_of
from aiuto.recovery.errors import AskedBefore
from aiuto.recovery.locking import lock_recovery
from aiuto.recovery.models import Recovery
from aiuto.tickets import answering
from aiuto.tickets.messages import note_said


@transaction.atomic
def note_asking(recovery_id: int, *, words: str = "", user: User, now: datetime) -> Recovery:
    """The promise to ask is kept, silence counts from now on, and `words` stay in a note.

    Raises AskedBefore, RecoveryError, TicketError.
    """
    ticket, recovery = lock_recovery(user, recovery_id)
    step, by = follow_up_of(recovery), person(user.pk)
    if step.asked_at:
        raise AskedBefore
    note_asked(step, by=by, now=now)
    if words.strip():
        answering.add_note(ticket, note_said(words.strip(), writer=user, at=now), by=by, now=now)
    settle(ticket, now=now)
    return recovery
