"""What was promised is needed by nobody any more, and an agent says why."""

from datetime import datetime

from django.db import transaction

from aiuto.flows.correct_calendar import correct_calendar
from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.promises.ending import make_moot
from aiuto.promises.locking import lock_promise
from aiuto.promises.models import Promise
from aiuto.promises.policies import check_by_hand
from aiuto.promises.settling import settle


@transaction.atomic
def drop_promise(promise_id: int, *, reason: str, user: User, now: datetime) -> Promise:
    """Raises PromiseError: OfStep, NoReason, WrongState."""
    ticket, promise = lock_promise(user, promise_id)
    check_by_hand(promise)
    make_moot(promise, reason=reason, by=person(user.pk), now=now)
    settle(ticket, now=now)
    correct_calendar(ticket, by=person(user.pk), now=now)
    return promise
