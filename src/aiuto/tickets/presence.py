"""Who is at a ticket: rows that expire by themselves and leave nothing in the journal."""

from datetime import datetime, timedelta

from django.db import transaction

from aiuto.people.models import User
from aiuto.tickets.models import Presence, Ticket

LASTS = timedelta(seconds=40)


@transaction.atomic(savepoint=False)
def stay(ticket: Ticket, *, user: User, writing: bool, now: datetime) -> Presence:
    """This person looks at the ticket, or writes on it, for the next `LASTS`. One statement."""
    row = Presence(ticket=ticket, user=user, writing=writing, until=now + LASTS)
    Presence.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["ticket", "user"], update_fields=["writing", "until"]
    )
    return row


@transaction.atomic(savepoint=False)
def leave(ticket: Ticket, *, user: User) -> None:
    """They are gone before the row would have expired."""
    Presence.objects.filter(ticket=ticket, user=user).delete()


@transaction.atomic(savepoint=False)
def forget_past(*, now: datetime) -> int:
    """Drop the rows that have expired; how many."""
    dropped, _each = Presence.objects.filter(until__lte=now).delete()
    return dropped
