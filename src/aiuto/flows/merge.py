"""Two requests become one."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from aiuto.flows.correct_calendar import correct_calendar
from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.promises import acting
from aiuto.promises.settling import settle
from aiuto.tickets import merging
from aiuto.tickets.lasting import find_repeats
from aiuto.tickets.locking import lock_two
from aiuto.tickets.models import Ticket


@transaction.atomic
def merge(
    reference: str,
    *,
    into: str,
    user: User,
    now: datetime,
    kept: Collection[int] = (),
    dropped: Collection[int] = (),
    why: str = "",
) -> Ticket:
    """Merge the request into another of the same desk, with what was promised there; returns the other.

    Of the ids of promises `kept` were done, and `dropped` nobody needs any more, which `why` explains. Raises
    TicketError, PromiseError.
    """
    ticket, target = lock_two(user, reference, into)
    actor = person(user.pk)
    merging.merge(ticket, into=target, by=actor, now=now)
    acting.end_words(ticket, kept=kept, dropped=dropped, why=why, by=actor, now=now)
    acting.merge(ticket, into=target, by=actor, now=now)
    find_repeats(ticket, now=now)
    find_repeats(target, now=now)
    settle(ticket, now=now)
    correct_calendar(ticket, on=target, by=actor, now=now)
    return settle(target, now=now)
