"""What speaks for a recovery that nobody has opened: a message that tells of a failure, a promise that broke."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.journal.recording import record
from aiuto.people.models import User
from aiuto.recovery.models import Dismissal
from aiuto.tickets.models import Ticket

LONGEST_KEY = 40


@transaction.atomic(savepoint=False)
def dismiss(ticket: Ticket, *, key: str, by: User, now: datetime) -> None:
    """Somebody looked, and nothing failed there: it is not proposed again."""
    _, made = Dismissal.objects.get_or_create(
        ticket=ticket, key=key[:LONGEST_KEY], defaults={"by": by, "at": now}
    )
    if made:
        record("recovery.dismissed", by=person(by.pk), now=now, ticket=ticket.pk, key=key[:LONGEST_KEY])
