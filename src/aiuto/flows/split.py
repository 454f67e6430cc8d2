"""A message becomes a request of its own."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.promises.acting import promise_solution
from aiuto.promises.making import make_by_rule
from aiuto.promises.models import Kind
from aiuto.promises.ruling import ruled_for
from aiuto.promises.settling import settle
from aiuto.tickets import merging
from aiuto.tickets.errors import NotFound
from aiuto.tickets.locking import lock_for
from aiuto.tickets.models import Ticket
from aiuto.tickets.queries.pages import message_for


@transaction.atomic
def split(reference: str, *, message_id: int, user: User, now: datetime) -> Ticket:
    """Move one incoming message to a new request, linked to this one; its answer is due since it came.

    Raises TicketError.
    """
    ticket = lock_for(user, reference)
    message = message_for(user, message_id)
    if message is None:
        raise NotFound
    own = merging.split(ticket, message, by=person(user.pk), now=now)
    kind, since = Kind.FIRST_ANSWER, message.at
    ruled = ruled_for(own.desk, kind, since, customer=own.customer, reason=own.reason_id)
    make_by_rule(own, kind, ruled, source=message.pk, since=since, now=now)
    promise_solution(own, since=since, now=now)
    return settle(own, now=now)
