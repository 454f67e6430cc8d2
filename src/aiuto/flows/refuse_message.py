"""A sender is told no before they let go of their mail; the refusal counts in the balance."""

from datetime import datetime

from django.db import transaction

from aiuto.intake.keeping import Arrival, Identity, keep
from aiuto.intake.models import Mailbox, Outcome
from aiuto.intake.routing import place_of
from aiuto.journal.actors import SYSTEM
from aiuto.journal.recording import record
from aiuto.people.models import Desk


@transaction.atomic
def refuse_message(
    *, via: str, reason: str, now: datetime, desk: Desk | None = None, mailbox: Mailbox | None = None
) -> None:
    """Count one mail that stays with its sender (an SMTP 5xx before our 250)."""
    place = place_of(desk, mailbox, ())
    arrival = Arrival(place.desk.pk, via, place.mailbox.pk if place.mailbox else None)
    kept = keep(Identity("", None), arrival=arrival, outcome=Outcome.REFUSED, now=now, reason=reason)
    record("mail.refused", by=SYSTEM, now=now, raw_mail=kept.pk, reason=reason, desk=place.desk.pk)
