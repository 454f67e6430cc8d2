"""Up to when a person has read a ticket."""

from datetime import datetime

from django.db import transaction

from aiuto.people.models import User
from aiuto.tickets.models import Seen, Ticket


@transaction.atomic(savepoint=False)
def mark_seen(ticket: Ticket, *, user: User, now: datetime) -> None:
    """Everything said until now is read. One statement, whether they have been here before or not."""
    Seen.objects.bulk_create(
        [Seen(ticket=ticket, user=user, at=now)],
        update_conflicts=True,
        unique_fields=["user", "ticket"],
        update_fields=["at"],
    )
