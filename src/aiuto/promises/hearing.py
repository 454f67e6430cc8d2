"""What customers say of a promise. Their word stands beside our state, which it does not change."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.promises.models import Promise
from aiuto.tickets.models import LONGEST_WORDS


@transaction.atomic(savepoint=False)
def note_not_kept(promise: Promise, *, words: str, by: Actor, now: datetime) -> bool:
    """They say that the (locked) promise was not kept; False where they have said just that before."""
    words = " ".join(words.split())[:LONGEST_WORDS]
    if promise.not_kept_at and promise.not_kept_words == words:
        return False
    promise.not_kept_at = promise.not_kept_at or now
    promise.not_kept_words = words
    promise.save(update_fields=["not_kept_at", "not_kept_words"])
    record(
        "promise.not_kept",
        by=by,
        now=now,
        ticket=promise.ticket_id,
        customer=by.id,
        promise=promise.pk,
        what=promise.kind,
        state=promise.state,
    )
    return True
