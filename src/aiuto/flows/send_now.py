"""The writer of a planned message sends it now, whatever was said meanwhile."""

from datetime import datetime

from django.db import transaction

from aiuto.flows.leaving import leave
from aiuto.people.models import User
from aiuto.tickets.errors import NotFound
from aiuto.tickets.first import waiting_first
from aiuto.tickets.locking import lock_for
from aiuto.tickets.models import Message
from aiuto.tickets.queries.planned import planned_of


@transaction.atomic
def send_now(reference: str, *, user: User, draft: int | None = None, now: datetime) -> Message:
    """Send one's own planned answer; without a reference one's own first message, which this `draft` is.

    Raises TicketError; NotFound when it has left, or is a colleague's.
    """
    found = planned_of(lock_for(user, reference), user) if reference else waiting_first(draft or 0, user=user)
    if found is None or found.user_id != user.pk:
        raise NotFound
    return leave(found, confirmed=True, now=now)
