"""The desk owes somebody a call: what they said is kept, and by when they are called is promised, once."""

from datetime import datetime, timedelta

from django.db import transaction

from aiuto.customers.contacting import first_email
from aiuto.customers.models import ContactPoint, Customer
from aiuto.flows.notify import notify
from aiuto.journal.actors import Actor
from aiuto.people.limits import allow
from aiuto.people.models import Desk
from aiuto.promises.acting import hear, promise_solution
from aiuto.promises.calling import call_ruled, owed_call, promise_call
from aiuto.promises.models import Promise
from aiuto.promises.settling import settle
from aiuto.tickets.locking import lock
from aiuto.tickets.messages import Said
from aiuto.tickets.models import Message, Ticket
from aiuto.tickets.noting import is_noted, newest_open
from aiuto.tickets.opening import open_ticket
from aiuto.tickets.policies import allows, check_spoken
from aiuto.tickets.receiving import receive

MINUTE = timedelta(minutes=1)


@transaction.atomic
def owe_call(
    said: Said,
    *,
    customer: Customer,
    desk: Desk,
    by: Actor,
    now: datetime,
    point: ContactPoint | None = None,
    about: int | None = None,
    wanted: datetime | None = None,
) -> Promise:
    """The call that is owed to the number `said.shown_from`; whoever is owed one already is owed no second.

    It belongs to the request `about`, else to the newest open one of theirs at the desk, else to a new one. `wanted` is
    the time that they named. Raises BadDue.
    """
    allow(f"call {customer.pk}", limit=1, window=MINUTE, now=now)  # two at once come one after the other
    owed = owed_call(customer.pk, desk.pk)
    ticket = _ticket(owed, about, customer, desk)
    reason = ticket.reason_id if ticket else None
    ruled = call_ruled(desk, now, customer=customer, reason=reason, wanted=wanted)
    if owed and ticket and is_noted(ticket, said):
        return owed
    message = _keep(ticket, said, desk, point or first_email(customer), customer, by=by, now=now)
    promise = owed or promise_call(message.ticket, message, number=said.shown_from, ruled=ruled, now=now)
    if ticket:
        hear(message.ticket, at=message.at, source=message.pk, now=now)
    promise_solution(message.ticket, since=message.ticket.created_at, now=now)
    settle(message.ticket, now=now)
    notify(message.ticket, by=by, now=now)
    return promise


def _ticket(owed: Promise | None, about: int | None, customer: Customer, desk: Desk) -> Ticket | None:
    """Locked; None for a new one."""
    newest = None if owed or about else newest_open(customer.pk, desk.pk)
    found = (owed and owed.ticket_id) or about or (newest and newest.pk)
    ticket = lock(found) if found else None
    return ticket if ticket and allows(check_spoken, ticket) else None


def _keep(
    ticket: Ticket | None,
    said: Said,
    desk: Desk,
    point: ContactPoint | None,
    customer: Customer,
    *,
    by: Actor,
    now: datetime,
) -> Message:
    if ticket:
        return receive(ticket, said, by=by, now=now)
    language = customer.language or desk.language
    opened = open_ticket(desk, said, requester=point, customer=customer, language=language, by=by, now=now)
    return opened.message
