"""An agent says that the request is solved."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.promises import acting
from aiuto.promises.settling import settle
from aiuto.tickets import moving, tagging
from aiuto.tickets.lasting import find_repeats
from aiuto.tickets.locking import lock_for
from aiuto.tickets.models import Ticket


@transaction.atomic
def solve(
    reference: str, *, user: User, now: datetime, stays: Collection[int] = (), cause: int | None = None
) -> Ticket:
    """Solve the request. `stays` are the ids of promises that hold beyond it; `cause` says what had gone wrong.

    Raises TicketError: StillOwed while another promise of a person is open.
    """
    actor = person(user.pk)
    ticket = moving.solve(lock_for(user, reference), by=actor, now=now)
    if cause:
        tagging.set_cause(ticket, cause=cause, by=actor, now=now)
        find_repeats(ticket, now=now)
    acting.solve(ticket, by=actor, now=now, stays=stays)
    return settle(ticket, now=now)
