"""What an agent writes is kept as they write."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from aiuto.people.models import User
from aiuto.tickets import drafting
from aiuto.tickets.answering import said_already
from aiuto.tickets.locking import lock_for
from aiuto.tickets.models import Direction, Draft


@transaction.atomic
def save_draft(
    reference: str,
    *,
    user: User,
    direction: Direction,
    text: str,
    begun_after: int | None,
    now: datetime,
    known: datetime | None = None,
    promises: Collection[str] | None = None,
) -> Draft | None:
    """Keep the text of one's draft on this request. Raises TicketError.

    `known` is the moment of the draft that the page goes on from. What was sent from this page already is no
    draft any more: None.
    """
    ticket = lock_for(user, reference)
    if begun_after is not None and said_already(
        ticket, text=text, writer=user.pk, since=begun_after, direction=direction
    ):
        return None
    return drafting.save_draft(
        ticket,
        user=user,
        direction=direction,
        text=text,
        begun_after=begun_after,
        known=known,
        promises=promises,
        now=now,
    )
