"""What somebody was writing on a request that was merged goes on in the request it became."""

from datetime import datetime

from django.db import transaction

from aiuto.people.models import User
from aiuto.tickets import drafting
from aiuto.tickets.errors import NotFound, WrongState
from aiuto.tickets.locking import lock_two
from aiuto.tickets.models import Direction, Ticket
from aiuto.tickets.queries.pages import ticket_called


@transaction.atomic
def take_along(reference: str, *, user: User, direction: Direction, text: str, now: datetime) -> Ticket:
    """Keep the text and its files in one's draft there, and return that request. Raises TicketError."""
    goal = merged = ticket_called(user, reference)
    while goal and goal.merged_into:
        goal = goal.merged_into
    if goal is None or goal == merged:
        raise NotFound if goal is None else WrongState
    ticket, goal = lock_two(user, reference, goal.reference)
    drafting.take_along(ticket, into=goal, user=user, direction=direction, text=text, now=now)
    return goal
