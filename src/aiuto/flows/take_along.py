"""What somebody was writing on a request that was merged goes on in the request it became."""

from datetime import datetime

from django.db import transaction

from aiuto.people.models import User
from aiuto.tickets import drafting
from aiuto.tickets.errors import WrongState
from aiuto.tickets.locking import lock_for
from aiuto.tickets.models import Direction, Ticket


@transaction.atomic
def take_along(reference: str, *, user: User, direction: Direction, text: str, now: datetime) -> Ticket:
    """Keep the text and its files in one's draft there, and return that request. Raises TicketError."""
    ticket = lock_for(user, reference)
    goal = ticket
    while goal.merged_into:
        goal = goal.merged_into
    if goal == ticket:
        raise WrongState
    goal = lock_for(user, goal.reference)
    drafting.take_along(ticket, into=goal, user=user, direction=direction, text=text, now=now)
    return goal
