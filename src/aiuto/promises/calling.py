"""Calls that the desk owes somebody: after one it missed, or because they wished to talk to a person."""

from datetime import datetime, timedelta

from aiuto.business_hours import NeverOpen
from aiuto.customers.models import Customer
from aiuto.people.models import Desk
from aiuto.promises.clauses import usual
from aiuto.promises.counting import hours_of
from aiuto.promises.errors import BadDue
from aiuto.promises.making import make_by_rule
from aiuto.promises.models import Kind, Promise
from aiuto.promises.ruling import Ruled, ruled_for
from aiuto.tickets.models import Message, Ticket

LATEST = timedelta(days=14)


def owed_call(customer: int, desk: int) -> Promise | None:
    """The call that this desk owes a customer already, whoever promised it."""
    owed = Promise.objects.filter(kind=Kind.CALL_BACK, closed_at__isnull=True, to__isnull=True)
    return owed.filter(ticket__customer=customer, desk=desk).order_by("due_at").first()


def call_ruled(
    desk: Desk,
    now: datetime,
    *,
    customer: Customer | None = None,
    reason: int | None = None,
    wanted: datetime | None = None,
) -> Ruled:
    """By when the desk calls back, as a rule for them says or it says of itself; at the time they named, or as soon as
    it is open then.

    Raises BadDue for a time that is over or further away than two weeks.
    """
    if wanted is None:
        return ruled_for(desk, Kind.CALL_BACK, now, customer=customer, reason=reason)
    if not now < wanted <= now + LATEST:
        raise BadDue
    return Ruled(opens_at(desk, wanted), usual(Kind.CALL_BACK))


def opens_at(desk: Desk, at: datetime) -> datetime:
    """When somebody is there: at that moment, or as soon as the desk opens; that moment where it never does."""
    try:
        return hours_of(desk).next_open(at)
    except NeverOpen:
        return at


def promise_call(ticket: Ticket, message: Message, *, number: str, ruled: Ruled, now: datetime) -> Promise:
    """The desk owes a call to that number, on the (locked) ticket; `message` is where they asked for it."""
    source = message.pk
    return make_by_rule(ticket, Kind.CALL_BACK, ruled, source=source, place=number, told=True, now=now)
