"""While we wait for the customer: promised is to remind them twice, then to take it as solved with a friendly word."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from aiuto.intake.models import Mailbox
from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.promises.clauses import Clause
from aiuto.promises.counting import days_of_work_later, end_of_day, zone_of
from aiuto.promises.ending import end, keep
from aiuto.promises.making import make_by_rule
from aiuto.promises.models import Ended, KeptBy, Kind, Promise, Starts
from aiuto.promises.queries.reminders import LAST, said_at
from aiuto.promises.ruling import Ruled
from aiuto.tickets.automatic import say
from aiuto.tickets.composing import Told
from aiuto.tickets.models import Message, Ticket
from aiuto.tickets.policies import allows, check_live
from aiuto.tickets.queries.texts import about, subject_about

_BY_ITSELF = Clause(Starts.TURN, KeptBy.SENT)


def promise_reminder(
    ticket: Ticket, *, since: datetime, said: Sequence[datetime] = (), now: datetime
) -> Promise | None:
    """The next one on the (locked) ticket that is the customer's turn `since` then; None where nobody is reminded.

    `said` is when they were reminded before. It is made as of `since`, which names the wait.
    """
    if not ticket.desk.remind or not allows(check_live, ticket):
        return None
    return make_by_rule(ticket, Kind.REMINDER, ruled(ticket, said, since=since), since=since, now=now)


def ruled(ticket: Ticket, said: Sequence[datetime], *, since: datetime) -> Ruled:
    """From an hour on which so many of the desk's days later, to the end of that day.

    Counted from the word before, so that a reminder that was late leaves them as much time.
    """
    desk, number = ticket.desk, len(said)
    days = (0, desk.remind_days, desk.remind_again_days, desk.solve_waiting_days)
    before = said[-1] if said else since
    due = days_of_work_later(desk, before, max(1, days[number + 1] - days[number]))
    return Ruled(due, _BY_ITSELF, end_of_day(desk, timezone.localdate(due, zone_of(desk))))


@transaction.atomic(savepoint=False)
def remind(
    promise: Promise,
    ticket: Ticket,
    *,
    mailbox: Mailbox,
    to: Collection[int],
    by: Actor,
    now: datetime,
    promised: Sequence[Told] = (),
) -> bool:
    """Say to these contact points that we wait for them, which keeps the promise and makes the next one.

    What they were `promised` stands in its foot. True: it was the last word, that we take it as solved.
    """
    said = said_at(promise)
    is_last = len(said) >= LAST
    message = _say(
        ticket, "solved" if is_last else "reminder", mailbox=mailbox, to=to, promised=promised, now=now
    )
    keep(promise, by=by, now=now, evidence=message.pk)
    if not is_last:
        promise_reminder(ticket, since=promise.made_at, said=[*said, now], now=now)
    record("ticket.reminded", by=by, now=now, ticket=ticket.pk, message=message.pk, number=len(said) + 1)
    return is_last


@transaction.atomic(savepoint=False)
def stop(promise: Promise, *, by: Actor, now: datetime) -> Promise:
    """Nobody is reminded there any more, as long as it waits this time."""
    end([promise], Ended.STOPPED, kinds=(Kind.REMINDER,), by=by, now=now)
    record("ticket.reminding_stopped", by=by, now=now, ticket=promise.ticket_id)
    return promise


def _say(
    ticket: Ticket,
    kind: str,
    *,
    mailbox: Mailbox,
    to: Collection[int],
    promised: Sequence[Told],
    now: datetime,
) -> Message:
    return say(
        ticket,
        about(ticket, kind),
        subject=subject_about(ticket, kind),
        mailbox=mailbox,
        marks=("reminder",),
        only=to,
        promised=promised,
        now=now,
    )
