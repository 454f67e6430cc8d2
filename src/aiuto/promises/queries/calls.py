"""Calls that are owed, what is owed to whoever is on the telephone, and when the desk is there."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from aiuto.customers.models import Customer
from aiuto.people.models import Desk, User
from aiuto.promises.calling import call_ruled
from aiuto.promises.calling import opens_at as opens_at
from aiuto.promises.calling import owed_call as owed_call
from aiuto.promises.counting import zone_of as zone_of
from aiuto.promises.models import Kind, Promise, State
from aiuto.promises.queries import visible_to
from aiuto.tickets.models import Channel, Ticket
from aiuto.tickets.noting import newest_open
from aiuto.tickets.policies import allows, check_spoken

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Returned:
    """Missed calls that were due: returned in time, late, or not at all."""

    kept: int
    late: int
    broken: int

    @property
    def due(self) -> int:
        return self.kept + self.late + self.broken


def call_due(
    desk: Desk, now: datetime, *, customer: Customer | None = None, about: int | None = None
) -> datetime:
    """By when somebody is called who asks for it now, about that request or their newest open one."""
    ticket = _asked_about(desk, customer, about) if customer else None
    reason = ticket.reason_id if ticket and allows(check_spoken, ticket) else None
    return call_ruled(desk, now, customer=customer, reason=reason).due


def _asked_about(desk: Desk, customer: Customer, about: int | None) -> Ticket | None:
    return Ticket.objects.filter(pk=about).first() if about else newest_open(customer.pk, desk.pk)


def calls_owed(user: User) -> list[Promise]:
    """Who is to be called by this person's desks, what is due first in front."""
    owed = visible_to(user).filter(kind=Kind.CALL_BACK, closed_at__isnull=True, to__isnull=True)
    return list(owed.select_related("ticket__customer", "made_by").order_by("due_at", "id")[:SHOWN])


def owed_to(user: User, customer: int) -> list[Promise]:
    """Everything that is owed to a customer on requests that this person sees."""
    owed = visible_to(user).filter(ticket__customer=customer, closed_at__isnull=True, to__isnull=True)
    return list(owed.select_related("ticket", "made_by", "to", "own_kind").order_by("due_at", "id")[:SHOWN])


def called_back(user: User, *, since: datetime, until: datetime) -> Returned:
    """Of the calls that were missed and were to be returned in that time, how many were."""
    missed = visible_to(user).filter(
        kind=Kind.CALL_BACK,
        made_by__isnull=True,
        source__channel=Channel.PHONE,
        due_at__gte=since,
        due_at__lt=until,
    )
    states = (State.KEPT, State.KEPT_LATE, State.BROKEN)
    counted = missed.aggregate(**{state.value: Count("pk", filter=Q(state=state)) for state in states})
    return Returned(*(counted[state.value] for state in states))


def is_closed(desk: Desk, now: datetime) -> bool:
    """Whether nobody is at the desk by its hours."""
    return opens_at(desk, now) != now
