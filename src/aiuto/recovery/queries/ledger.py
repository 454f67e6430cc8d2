"""What a desk has given in a month: each line, totals that reconcile with them, and what the budget has left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Count, Sum

from aiuto.people.models import Desk
from aiuto.recovery.limits import Budget as Budget
from aiuto.recovery.limits import budget_of, month_of, next_month
from aiuto.recovery.limits import limits_of as limits_of
from aiuto.recovery.models import COUNTS, Compensation, Good

SHOWN = 200


@dataclass(frozen=True, slots=True)
class Total:
    """Of one kind and currency; what was owed by law stands apart."""

    kind: str
    currency: str
    owed: bool
    number: int
    amount: Decimal

    @property
    def label(self) -> str:
        return str(Good(self.kind).label)


@dataclass(frozen=True, slots=True)
class Ledger:
    """`rows` are the newest, up to `SHOWN`; `totals` are of all."""

    budget: Budget
    rows: list[Compensation]
    totals: list[Total]
    earlier: datetime
    later: datetime


def ledger(desk: Desk, *, month: datetime) -> Ledger:
    """What was agreed to in that month on the desk's calendar. Four statements."""
    begin = month_of(desk, month)
    end = next_month(begin)
    given = Compensation.objects.filter(
        desk=desk, approved_at__gte=begin, approved_at__lt=end, state__in=COUNTS
    )
    named = given.select_related("recovery__ticket", "line")
    rows = list(named.order_by("-approved_at", "-id")[:SHOWN])
    summed = given.values_list("kind", "currency", "owed").annotate(n=Count("id"), sum=Sum("amount"))
    totals = [Total(*each) for each in summed.order_by("owed", "kind", "currency")]
    budget = budget_of(desk, limits_of(desk), now=begin)
    return Ledger(budget, rows, totals, begin - timedelta(days=1), end)


def budget_at(desk: Desk, *, now: datetime) -> Budget:
    """What is left of this month."""
    return budget_of(desk, limits_of(desk), now=now)


def budgets(desks: Sequence[Desk], *, now: datetime) -> list[Budget]:
    """The month of each desk, for the command line."""
    return [budget_at(desk, now=now) for desk in desks]
