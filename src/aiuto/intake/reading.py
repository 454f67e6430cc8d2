"""Where the reading of a mailbox stands: how far it has come, and what is in its way."""

from datetime import datetime

from django.db import transaction

from aiuto.intake.models import Mailbox
from aiuto.journal.actors import Actor
from aiuto.journal.recording import record


@transaction.atomic(savepoint=False)
def note_reading(
    mailbox: Mailbox, *, error: str = "", position: tuple[int, int] | None = None, by: Actor, now: datetime
) -> Mailbox:
    """Its mail was read up to now, or could not be because of `error`. `position` is (UIDVALIDITY, UID).

    Trouble that begins or ends is an event; trouble that goes on is not.
    """
    kept = Mailbox.objects.select_for_update(no_key=True).get(pk=mailbox.pk)
    changed = bool(kept.last_error) != bool(error)
    kept.last_error = error[:500]
    if not error:
        kept.last_read_at = now
    if position:
        kept.uid_validity, kept.last_uid = position
    kept.save(update_fields=["last_error", "last_read_at", "uid_validity", "last_uid"])
    if changed:
        record("mailbox.trouble" if error else "mailbox.mended", by=by, now=now, mailbox=kept.pk)
    return kept
