"""What a desk has given in a month: each line, totals that reconcile with them, and what the budget has left."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet, Sum

from aiuto.people.models import Desk
from aiuto.recovery.amounts import rounded
from aiuto.recovery.limits import Budget as Budget
from aiuto.recovery.limits import budget_of, month_of, next_month
from aiuto.recovery.limits import limits_of as limits_of
from aiuto.recovery.models import COUNTS, Compensation, Good, Payment

SHOWN = 200


@dataclass(frozen=True, slots=True)
class Total:
    """Of one kind, or of one state, and currency; what was owed by law stands apart. `label` is in words."""

    label: str
    currency: str
    owed: bool
    number: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Ledger:
    """`rows` are the newest, up to `SHOWN`; the totals are of all, and each of the three adds up to the same."""

    budget: Budget
    rows: list[Compensation]
    totals: list[Total]
    by_state: list[Total]
    sums: list[Total]
    earlier: datetime
    later: datetime


def ledger(desk: Desk, *, month: datetime) -> Ledger:
    """What was agreed to in that month on the desk's calendar. Four statements."""
    begin, end = span(desk, month)
    given = _given(desk, begin, end)
    rows = list(given.select_related("recovery__ticket", "line").order_by("-approved_at", "-id")[:SHOWN])
    groups = list(given.values_list("kind", "state", "currency", "owed").annotate(Count("id"), Sum("amount")))
    return Ledger(
        budget_of(desk, limits_of(desk), now=begin),
        rows,
        _added(groups, lambda kind, _state: str(Good(kind).label)),
        _added(groups, lambda _kind, state: str(Payment(state).label)),
        _added(groups, lambda *_: ""),
        begin - timedelta(days=1),
        end,
    )


def whole_ledger(desk: Desk, *, month: datetime) -> Iterator[Compensation]:
    """Every row of that month, the oldest first, in constant memory."""
    named = _given(desk, *span(desk, month)).select_related("recovery__ticket", "line", "elsewhere")
    return named.order_by("approved_at", "id").iterator(chunk_size=500)


def span(desk: Desk, month: datetime) -> tuple[datetime, datetime]:
    """The month's first moment there, and the next one's."""
    begin = month_of(desk, month)
    return begin, next_month(begin)


def _given(desk: Desk, begin: datetime, end: datetime) -> QuerySet[Compensation]:
    return Compensation.objects.filter(
        desk=desk, approved_at__gte=begin, approved_at__lt=end, state__in=COUNTS
    )


def _added(groups: list[Any], label: Callable[[str, str], str]) -> list[Total]:
    """The groups of (kind, state, currency, owed, number, amount), added up under each label."""
    added: dict[tuple[bool, str, str], tuple[int, Decimal]] = {}
    for kind, state, currency, owed, number, amount in groups:
        key = (owed, label(kind, state), currency)
        before = added.get(key, (0, Decimal(0)))
        added[key] = (before[0] + number, before[1] + rounded(amount))
    return [Total(words, currency, owed, *sums) for (owed, words, currency), sums in sorted(added.items())]


def budget_at(desk: Desk, *, now: datetime) -> Budget:
    """What is left of this month."""
    return budget_of(desk, limits_of(desk), now=now)


def budgets(desks: Sequence[Desk], *, now: datetime) -> list[Budget]:
    """The month of each desk, for the command line."""
    return [budget_at(desk, now=now) for desk in desks]
