"""A lead says that what was agreed to is not given after all, and why: that stands in a note."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.recovery.errors import NothingSaid
from aiuto.recovery.giving import call_off
from aiuto.recovery.locking import lock_compensation
from aiuto.recovery.models import Compensation
from aiuto.tickets.answering import add_note
from aiuto.tickets.messages import note_said


@transaction.atomic
def call_off_compensation(compensation_id: int, *, why: str, user: User, now: datetime) -> Compensation:
    """Before anybody was asked to pay it out. Raises RecoveryError, TicketError."""
    ticket, given = lock_compensation(user, compensation_id)
    if not why.strip():
        raise NothingSaid
    call_off(given, by=user, now=now)
    said = note_said(f"{given}: {why.strip()}", writer=user, at=now)
    add_note(ticket, said, by=person(user.pk), now=now)
    return given
