"""What an agent writes is kept as they write."""

from datetime import datetime

from django.db import transaction

from aiuto.people.models import User
from aiuto.tickets import drafting
from aiuto.tickets.locking import lock_for
from aiuto.tickets.models import Direction, Draft


@transaction.atomic
def save_draft(
    reference: str, *, user: User, direction: Direction, text: str, begun_after: int | None, now: datetime
) -> Draft:
    """Keep the text of one's draft on this request. Raises TicketError."""
    ticket = lock_for(user, reference)
    return drafting.save_draft(
        ticket, user=user, direction=direction, text=text, begun_after=begun_after, now=now
    )
