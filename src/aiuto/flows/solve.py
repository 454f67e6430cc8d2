"""An agent says that the request is solved."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from aiuto.flows.correct_calendar import correct_calendar
from aiuto.flows.failing import learn_cause
from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.promises import acting
from aiuto.promises.settling import settle
from aiuto.tickets import moving
from aiuto.tickets.locking import lock_for
from aiuto.tickets.models import Ticket


@transaction.atomic
def solve(
    reference: str,
    *,
    user: User,
    now: datetime,
    stays: Collection[int] = (),
    kept: Collection[int] = (),
    dropped: Collection[int] = (),
    why: str = "",
    cause: int | None = None,
) -> Ticket:
    """Solve the request. Of the ids of promises `stays` hold beyond it, `kept` were done, and `dropped` nobody needs
    any more, which `why` explains. `cause` says what had gone wrong.

    Raises TicketError: StillOwed while another promise of a person is open; PromiseError.
    """
    actor = person(user.pk)
    ticket = lock_for(user, reference)
    if kept or dropped:
        acting.end_words(ticket, kept=kept, dropped=dropped, why=why, by=actor, now=now)
    moving.solve(ticket, by=actor, now=now)
    if cause:
        learn_cause(ticket, cause=cause, by=actor, now=now)
    acting.solve(ticket, by=actor, now=now, stays=stays)
    settle(ticket, now=now)
    if kept or dropped:
        correct_calendar(ticket, by=actor, now=now)
    return ticket
