"""A person answers somebody who waits on a live channel."""

from datetime import datetime

from django.db import transaction

from aiuto.coach.checking import check
from aiuto.coach.helping import helps
from aiuto.journal.actors import person
from aiuto.people.models import Desk, User
from aiuto.promises.counting import zone_of
from aiuto.tickets.models import Wait
from aiuto.tickets.queries.waits import wait_for
from aiuto.tickets.waits import answer, lock_wait

LONGEST = 20_000


@transaction.atomic
def answer_waiting(wait_id: int, *, user: User, now: datetime, text: str | None = None) -> Wait:
    """What they are written in `text`; None: this person speaks with them.

    A holding phrase or an excuse is a response, and their clock runs on. Raises NotFound, WaitsNoMore.
    """
    wait = lock_wait(wait_for(user, wait_id).pk)
    helpful = text is None or _helps(text, wait.desk, now=now)
    return answer(wait, helpful=helpful, by=person(user.pk), now=now)


def _helps(text: str, desk: Desk, *, now: datetime) -> bool:
    text = text[:LONGEST]
    return helps(text, check(text, context="reply", now=now.astimezone(zone_of(desk))))
