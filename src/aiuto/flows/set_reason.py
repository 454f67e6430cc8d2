"""An agent says why the customer turned to us."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.promises.acting import promise_solution
from aiuto.promises.recounting import recount
from aiuto.promises.settling import settle
from aiuto.tickets import tagging
from aiuto.tickets.lasting import find_repeats
from aiuto.tickets.locking import lock_for
from aiuto.tickets.models import Ticket


@transaction.atomic
def set_reason(reference: str, *, reason: int | None, user: User, now: datetime) -> Ticket:
    """One of the reasons in use, or none; its own rules count from when the promises began, and what
    it repeats is found by it. Raises TicketError."""
    ticket = lock_for(user, reference)
    tagging.set_reason(ticket, reason=reason, by=person(user.pk), now=now)
    find_repeats(ticket, now=now)
    recount(ticket, by=person(user.pk), now=now)
    promise_solution(ticket, since=ticket.created_at, now=now)
    return settle(ticket, now=now)
