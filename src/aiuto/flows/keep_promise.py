"""An agent says that a promise is kept."""

from datetime import datetime

from django.db import transaction

from aiuto.flows.correct_calendar import correct_calendar
from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.promises.acting import fulfil
from aiuto.promises.locking import lock_promise
from aiuto.promises.models import LIVE, Promise
from aiuto.promises.policies import check_by_hand
from aiuto.promises.settling import settle


@transaction.atomic
def keep_promise(promise_id: int, *, user: User, now: datetime) -> Promise:
    """In time, or late where that is over; who has it in their calendar for later hears of it.

    Raises PromiseError: OfStep where a step of a recovery keeps it.
    """
    ticket, promise = lock_promise(user, promise_id)
    check_by_hand(promise)
    fulfil(ticket, promise, by=person(user.pk), now=now)
    settle(ticket, now=now)
    if promise.kind in LIVE:
        correct_calendar(ticket, by=person(user.pk), now=now)
    return promise
