"""What the desk promises by rule: which rule counts for a request, and when what it promises is due."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q

from aiuto.customers.models import Customer
from aiuto.customers.policies import is_slower
from aiuto.people.models import Desk
from aiuto.promises.models import Kind, Rule
from aiuto.tickets.timing import worked

MINUTES = {
    Kind.FIRST_ANSWER: "first_answer_minutes",
    Kind.NEXT_UPDATE: "update_minutes",
    Kind.CALL_BACK: "call_back_minutes",
}
"""Where a desk says it of itself."""


@dataclass(frozen=True, slots=True)
class Terms:
    """So many minutes, of the desk's working time or of all time."""

    minutes: int
    working: bool = True

    def due(self, desk: Desk, start: datetime) -> datetime:
        time = timedelta(minutes=self.minutes)
        return worked(desk, start, time) if self.working else start + time


def terms_of_desk(desk: Desk, kind: Kind) -> Terms:
    """What the desk says of itself, for everybody."""
    return Terms(getattr(desk, MINUTES[kind]))


def due_for(
    desk: Desk, kind: Kind, start: datetime, *, customer: Customer | None, reason: int | None = None
) -> datetime:
    """When the desk owes it to a customer with this reason, counted from `start`.

    A calmer pace gives us more time; the desk's longest wait holds for everybody alike, so that nobody stays last.
    """
    terms = terms_for(desk, kind, customer=customer, reason=reason)
    return (_calmer(terms) if is_slower(customer) else terms).due(desk, start)


def _calmer(terms: Terms) -> Terms:
    return replace(terms, minutes=terms.minutes * settings.ENVIRONMENT.aiuto_slower_percent // 100)


def terms_for(desk: Desk, kind: Kind, *, customer: Customer | None, reason: int | None = None) -> Terms:
    """The rule that is closest (the customer's, else the reason's, at this desk first), else what the desk says.

    One statement; none where no rule can speak of either.
    """
    own = customer.pk if customer and customer.own_terms else None
    if own is None and reason is None:
        return terms_of_desk(desk, kind)
    named = Rule.objects.filter(Q(customer=own or 0) | Q(reason=reason or 0), kind=kind)
    given = {"desk_id": desk.pk, "reason_id": reason, "customer_id": own}
    best = max((rule for rule in named if _fits(rule, given)), key=_closeness, default=None)
    return Terms(best.minutes, best.working) if best else terms_of_desk(desk, kind)


def _fits(rule: Rule, given: dict[str, int | None]) -> bool:
    return all(getattr(rule, name) in (None, value) for name, value in given.items())


def _closeness(rule: Rule) -> tuple[bool, bool, bool, int]:
    return rule.customer_id is not None, rule.reason_id is not None, rule.desk_id is not None, rule.pk
