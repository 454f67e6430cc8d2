"""An agent says that the request is solved."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.promises import acting
from aiuto.promises.settling import settle
from aiuto.tickets import moving
from aiuto.tickets.locking import lock_for
from aiuto.tickets.models import Ticket


@transaction.atomic
def solve(reference: str, *, user: User, now: datetime, stays: Collection[int] = ()) -> Ticket:
    """Solve the request. `stays` are the ids of promises that hold beyond it.

    Raises TicketError: StillOwed while another promise of a person is open.
    """
    actor = person(user.pk)
    ticket = moving.solve(lock_for(user, reference), by=actor, now=now)
    acting.solve(ticket, by=actor, now=now, stays=stays)
    return settle(ticket, now=now)
