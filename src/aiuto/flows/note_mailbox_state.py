"""A mailbox was read, or could not be: people see which."""

from datetime import datetime

from django.db import transaction

from aiuto.intake.models import Mailbox
from aiuto.intake.reading import note_reading
from aiuto.journal.actors import SYSTEM


@transaction.atomic
def note_mailbox_state(
    mailbox: Mailbox, *, now: datetime, error: str = "", position: tuple[int, int] | None = None
) -> Mailbox:
    """Keep when it was read last or what is in the way; `position` sets the cursor where no mail moved it."""
    return note_reading(mailbox, error=error, position=position, by=SYSTEM, now=now)
