"""A colleague looked at what was proposed for a recovery, and nothing failed there."""

from datetime import datetime

from django.db import transaction

from aiuto.people.models import User
from aiuto.recovery.proposing import dismiss
from aiuto.tickets.locking import lock_for
from aiuto.tickets.models import Ticket


@transaction.atomic
def dismiss_proposal(reference: str, *, key: str, user: User, now: datetime) -> Ticket:
    """It is not proposed again. Raises TicketError."""
    ticket = lock_for(user, reference)
    dismiss(ticket, key=key, by=user, now=now)
    return ticket
