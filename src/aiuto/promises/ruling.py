"""What the desk promises by rule: which rule counts for a request, and when what it promises is due."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q

from aiuto.customers.models import Customer
from aiuto.customers.policies import is_slower
from aiuto.people.models import Desk
from aiuto.promises.clauses import BY_HAND, CLAUSES, Clause, usual
from aiuto.promises.models import Kind, Rule, Starts
from aiuto.tickets.models import Ticket
from aiuto.tickets.timing import worked

MINUTES = {
    Kind.FIRST_ANSWER: "first_answer_minutes",
    Kind.NEXT_UPDATE: "update_minutes",
    Kind.CALL_BACK: "call_back_minutes",
}
"""Where a desk says it of itself."""


@dataclass(frozen=True, slots=True)
class Terms:
    """So many minutes, of the desk's working time or of all time, from what on and kept by what."""

    minutes: int
    working: bool = True
    clause: Clause = BY_HAND

    def due(self, desk: Desk, start: datetime) -> datetime:
        time = timedelta(minutes=self.minutes)
        return worked(desk, start, time) if self.working else start + time


@dataclass(frozen=True, slots=True)
class Ruled:
    """What is to be promised by rule: by when, or between then and `until`, and as which clause says."""

    due: datetime
    clause: Clause = BY_HAND
    until: datetime | None = None


def terms_of_desk(desk: Desk, kind: Kind) -> Terms:
    """What the desk says of itself, for everybody."""
    return Terms(getattr(desk, MINUTES[kind]), clause=usual(kind) if kind in CLAUSES else BY_HAND)


def ruled_for(
    desk: Desk,
    kind: Kind,
    start: datetime,
    *,
    customer: Customer | None,
    reason: int | None = None,
    starts: Starts | None = None,
) -> Ruled:
    """What the desk owes a customer with this reason, counted from `start`.

    A calmer pace gives us more time; the desk's longest wait holds for everybody alike, so that nobody stays last.
    """
    terms = terms_for(desk, kind, customer=customer, reason=reason, starts=starts)
    return _ruled(terms, desk, start, customer)


def ruled_besides(ticket: Ticket, kind: Kind, starts: Starts, start: datetime) -> Ruled | None:
    """What a rule promises that starts so, of what a desk says nothing of itself; None where there is none."""
    terms = terms_besides(ticket, kind, starts)
    return _ruled(terms, ticket.desk, start, ticket.customer) if terms else None


def terms_besides(ticket: Ticket, kind: Kind, starts: Starts) -> Terms | None:
    """The terms of that rule."""
    closest = _closest(ticket.desk, kind, (starts,), customer=ticket.customer, reason=ticket.reason_id)
    return _terms(closest) if closest else None


def is_ruled(ticket: Ticket) -> bool:
    """Whether rules can speak of it."""
    own = ticket.customer is not None and ticket.customer.own_terms
    return own or ticket.reason_id is not None or ticket.desk.own_terms


def _ruled(terms: Terms, desk: Desk, start: datetime, customer: Customer | None) -> Ruled:
    calm = _calmer(terms) if is_slower(customer) else terms
    return Ruled(calm.due(desk, start), terms.clause)


def terms_for(
    desk: Desk,
    kind: Kind,
    *,
    customer: Customer | None,
    reason: int | None = None,
    starts: Starts | None = None,
) -> Terms:
    """Those of the closest rule that `starts` so, else of one that starts as is usual, else what the desk says."""
    usually = Starts(usual(kind).starts)
    wanted = (starts, usually) if starts else (usually,)
    closest = _closest(desk, kind, wanted, customer=customer, reason=reason)
    return _terms(closest) if closest else terms_of_desk(desk, kind)


def _closest(
    desk: Desk, kind: Kind, starts: tuple[Starts, ...], *, customer: Customer | None, reason: int | None
) -> Rule | None:
    """The customer's, else the reason's, at this desk first, else the desk's; the first of these starts that any has.

    One statement; none where no rule can speak of any of them.
    """
    own = customer.pk if customer and customer.own_terms else None
    if own is None and reason is None and not desk.own_terms:
        return None
    of_desk = Q(customer=None, reason=None, desk=desk)
    whose = Q(customer=own or 0) | Q(reason=reason or 0) | of_desk
    named = Rule.objects.filter(whose, kind=kind, starts__in=starts)
    given = {"desk_id": desk.pk, "reason_id": reason, "customer_id": own}
    fitting = [rule for rule in named if _fits(rule, given)]
    return max(
        fitting, key=lambda rule: (-starts.index(Starts(rule.starts)), *_closeness(rule)), default=None
    )


def _terms(rule: Rule) -> Terms:
    return Terms(rule.minutes, rule.working, Clause(rule.starts, rule.kept_by))


def _calmer(terms: Terms) -> Terms:
    return replace(terms, minutes=terms.minutes * settings.ENVIRONMENT.aiuto_slower_percent // 100)


def _fits(rule: Rule, given: dict[str, int | None]) -> bool:
    return all(getattr(rule, name) in (None, value) for name, value in given.items())


def _closeness(rule: Rule) -> tuple[bool, bool, bool, int]:
    return rule.customer_id is not None, rule.reason_id is not None, rule.desk_id is not None, rule.pk
