"""A person wants to hear of a request that is not theirs, or no longer."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.tickets import following
from aiuto.tickets.locking import lock_for
from aiuto.tickets.models import Ticket


@transaction.atomic
def follow(reference: str, *, user: User, now: datetime, follows: bool = True) -> Ticket:
    """Follow the request, or (`follows` False) leave it. Raises TicketError."""
    act = following.follow if follows else following.unfollow
    return act(lock_for(user, reference), user=user, by=person(user.pk), now=now)
