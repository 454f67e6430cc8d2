"""Somebody waits on a live channel: from this moment their clock runs, and the wall shows them."""

from datetime import datetime

from django.db import IntegrityError, transaction

from aiuto.journal.actors import Actor, customer, person
from aiuto.people.models import Desk, User
from aiuto.tickets.models import Wait
from aiuto.tickets.waits import Caller as Caller
from aiuto.tickets.waits import start, waiting_as


def start_waiting(
    caller: Caller, desk: Desk, *, now: datetime, user: User | None = None, held: bool = False
) -> Wait:
    """The wait of this conversation; one that runs already runs on, whoever starts it once more.

    `held`: `user` has spoken with them and asked them to hold on.
    """
    try:
        return _start(caller, desk, user=user, held=held, now=now)
    except IntegrityError:  # it was started at this same moment
        return _start(caller, desk, user=user, held=held, now=now)


@transaction.atomic
def _start(caller: Caller, desk: Desk, *, user: User | None, held: bool, now: datetime) -> Wait:
    running = waiting_as(caller.channel, caller.key)
    return running or start(caller, desk, held=held, by=_by(caller, user), now=now)


def _by(caller: Caller, user: User | None) -> Actor:
    return person(user.pk) if user else customer(caller.customer)
