"""Whom a promise was made to no longer holds us to it: in their own words, and where they said so."""

from datetime import datetime

from django.db import transaction

from aiuto.flows.correct_calendar import correct_calendar
from aiuto.flows.noting_calls import call_of
from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.promises.ending import release
from aiuto.promises.locking import lock_promise
from aiuto.promises.models import Promise
from aiuto.promises.policies import check_by_hand, check_lets_go
from aiuto.promises.settling import settle


@transaction.atomic
def release_promise(
    promise_id: int, *, reason: str, said_in: int | None = None, user: User, now: datetime
) -> Promise:
    """The customer said so in the message `said_in`, theirs or a call that was noted; else a call is noted with it.

    A colleague says so themselves. Raises PromiseError: OfStep, NotTheirs, NoReason, WrongState; NoSuchMessage and
    TicketError.
    """
    ticket, promise = lock_promise(user, promise_id)
    check_by_hand(promise)
    check_lets_go(promise, user)
    release(promise, reason=reason, by=person(user.pk), now=now)
    if promise.to_id is None:
        promise.evidence = call_of(ticket, reason, noted=said_in, user=user, now=now)
        promise.save(update_fields=["evidence"])
    settle(ticket, now=now)
    correct_calendar(ticket, by=person(user.pk), now=now)
    return promise
