"""Somebody waits no more: they are gone, or were helped in another way."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.tickets.models import Wait, WaitState
from aiuto.tickets.queries.waits import wait_for
from aiuto.tickets.waits import end, lock_wait


@transaction.atomic
def end_waiting(wait_id: int, *, user: User, now: datetime, helped: bool = False) -> Wait:
    """What this person says of it. Raises NotFound, WaitsNoMore."""
    wait = lock_wait(wait_for(user, wait_id).pk)
    to = WaitState.HELPED if helped else WaitState.LEFT
    return end(wait, to, by=person(user.pk), now=now)
