"""A channel says that whoever waited there is gone."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import customer
from aiuto.tickets.models import Wait, WaitState
from aiuto.tickets.waits import end, waiting_as


@transaction.atomic
def hang_up(channel: str, key: str, *, now: datetime) -> Wait | None:
    """They left the conversation that the channel calls `key`; None where nobody waits in it."""
    wait = waiting_as(channel, key)
    if wait is None:
        return None
    by = customer(wait.customer_id)
    return end(wait, WaitState.LEFT, by=by, now=now)
