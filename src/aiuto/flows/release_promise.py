"""Whom a promise was made to no longer holds us to it, and an agent notes why."""

from datetime import datetime

from django.db import transaction

from aiuto.flows.correct_calendar import correct_calendar
from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.promises.ending import release
from aiuto.promises.locking import lock_promise
from aiuto.promises.models import Promise
from aiuto.promises.policies import check_by_hand
from aiuto.promises.settling import settle


@transaction.atomic
def release_promise(promise_id: int, *, reason: str, user: User, now: datetime) -> Promise:
    """Raises PromiseError: OfStep, NoReason, WrongState."""
    ticket, promise = lock_promise(user, promise_id)
    check_by_hand(promise)
    release(promise, reason=reason, by=person(user.pk), now=now)
    settle(ticket, now=now)
    correct_calendar(ticket, by=person(user.pk), now=now)
    return promise
