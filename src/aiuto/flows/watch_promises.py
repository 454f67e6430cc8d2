"""Promises whose moment has come: told of before they are due, broken when their time is over, once each."""

from collections.abc import Iterator
from datetime import datetime
from functools import cache

from django.db import transaction

from aiuto.journal.actors import SYSTEM
from aiuto.notices.models import Kind
from aiuto.notices.telling import tell_of_many
from aiuto.people.queries import absences, in_charge_at
from aiuto.promises.counting import breaks_at, wakes_at
from aiuto.promises.ending import begin_window, break_, warn
from aiuto.promises.locking import lock_due
from aiuto.promises.models import Promise
from aiuto.promises.queries import due
from aiuto.promises.recounting import recount_one
from aiuto.promises.settling import settle
from aiuto.tickets.models import Ticket

BATCH = 100
Told = tuple[int, Kind, int]
"""A person, what it is for them, the request."""


class People:
    """Who is in charge of a desk and who is away, each read once a batch."""

    def __init__(self, now: datetime) -> None:
        self.leads = cache(in_charge_at)
        self.away = cache(lambda: {one.user_id for one in absences(now, until=now)})


def watch_promises(*, now: datetime, limit: int = 20_000) -> int:
    """Go through what is due by `now`, a batch in a transaction of its own; how many promises."""
    watched = 0
    while watched < limit and (found := _watch_next(now)):
        watched += found
    return watched


@transaction.atomic
def _watch_next(now: datetime) -> int:
    """A worker that dies leaves a batch as it was; another that is here too finds it done.

    What is counted anew is looked at again at once: its new time may be over.
    """
    found, people, told = due(now, limit=BATCH), People(now), set[Told]()
    for ticket, promises in lock_due(found, now=now):
        moved = [each for each in promises if each.recounts]
        for promise in moved:
            recount_one(promise, ticket, by=SYSTEM, now=now)
        told |= _look(ticket, [each for each in promises if each not in moved], people, now=now)
        if moved:
            settle(ticket, now=now)
    tell_of_many(told, by=SYSTEM, now=now)
    return len(found)


def _look(ticket: Ticket, promises: list[Promise], people: People, *, now: datetime) -> set[Told]:
    """Whom to tell what."""
    over = [promise for promise in promises if breaks_at(promise) <= now]
    begun = [promise for promise in promises if promise.due_at <= now and promise not in over]
    near = [promise for promise in promises if promise.due_at > now]
    for promise in near:
        warn(promise, wakes_at=wakes_at(promise, ticket.desk, now=now), by=SYSTEM, now=now)
    for promise in begun:
        begin_window(promise, wakes_at=breaks_at(promise), by=SYSTEM, now=now)
    for promise in over:
        break_(promise, by=SYSTEM, now=now)
    if over or begun:
        settle(ticket, now=now)
    return set(_told(ticket, near, over, people))


def _told(ticket: Ticket, near: list[Promise], over: list[Promise], people: People) -> Iterator[Told]:
    """What is near its end is first its owner's to know, at the last warning a lead's, too; what broke is both's.

    A lead is told at once where nobody looks after the request, or who does is away.
    """
    owner, leads = [ticket.owner_id] if ticket.owner_id else [], people.leads(ticket.desk_id)
    if over:
        yield from ((user, Kind.PROMISE_BROKEN, ticket.pk) for user in [*owner, *leads])
    if near:
        is_last = any(promise.wakes_at and promise.wakes_at >= promise.due_at for promise in near)
        is_cared_for = not is_last and ticket.owner_id and ticket.owner_id not in people.away()
        told = owner if is_cared_for else [*owner, *leads]
        yield from ((user, Kind.PROMISE_DUE, ticket.pk) for user in told)
