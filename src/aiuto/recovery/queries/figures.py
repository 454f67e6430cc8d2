"""How recoveries went at a desk in some months, for who manages it: by month and by cause, never by person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Subquery, Sum
from django.db.models.functions import TruncMonth

from aiuto.customers.models import Order
from aiuto.people.models import Desk as Desk
from aiuto.promises.counting import zone_of
from aiuto.recovery.amounts import rounded
from aiuto.recovery.limits import limits_of, month_of
from aiuto.recovery.models import (
    COUNTS,
    Answer,
    Blocker,
    Blocks,
    Compensation,
    Good,
    Recovery,
    Step,
    StepKind,
    StepState,
)
from aiuto.recovery.queries.dignified import AGREED
from aiuto.recovery.queries.ledger import Total
from aiuto.tickets.lasting import COUNTS as REPEATS
from aiuto.tickets.models import Given, Link
from aiuto.tickets.queries.helped import Share
from aiuto.tickets.queries.waits import Spread, spread

MONTHS, MOST_MONTHS = 12, 24
MOST = 5_000


@dataclass(frozen=True, slots=True)
class Span:
    """Whole months on the desk's calendar, by their first moments, from the `first` to the `last`."""

    first: datetime
    last: datetime

    @property
    def months(self) -> list[datetime]:
        return [_later(self.first, by) for by in range(_number(self.last) - _number(self.first) + 1)]

    @property
    def end(self) -> datetime:
        """When the last one is over."""
        return _later(self.last, 1)

    def a_year_before(self) -> "Span":
        return Span(_later(self.first, -MONTHS), _later(self.last, -MONTHS))


def last_year(desk: Desk, *, now: datetime) -> Span:
    """The month of `now` and the eleven before it."""
    last = month_of(desk, now)
    return Span(_later(last, 1 - MONTHS), last)


def span_at(desk: Desk, first: date, last: date) -> Span:
    """From the month of the one day to that of the other."""
    begins = (datetime.combine(day.replace(day=1), time(), zone_of(desk)) for day in (first, last))
    return Span(*begins)


def _number(month: date) -> int:
    return month.year * 12 + month.month - 1


def _later(month: datetime, by: int) -> datetime:
    """So many months after it."""
    year, number = divmod(_number(month) + by, 12)
    return month.replace(year=year, month=number + 1)


@dataclass(frozen=True, slots=True)
class Case:
    """What one recovery counts for; None is what cannot be known.

    `cause` is the key of a root, "" while nobody named one. `fixed`: how long after the opening the act of its last
    round was done. `again`: it came back after that. `answer`: the customer's last word. `bought`: they ordered on a
    day after it was closed. What was closed with `dignity` weighs on no figure of what customers say.
    """

    month: datetime
    cause: str
    second: bool
    fixed: timedelta | None
    again: bool
    answer: str
    bought: bool | None
    dignity: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Recoveries that are looked at together: of a month, of a cause, or all."""

    cases: Sequence[Case]

    @property
    def number(self) -> int:
        return len(self.cases)

    @property
    def weight(self) -> int:
        """How high its cause stands: what came back after the fix counts once more."""
        return self.number + self.repeats.number

    @property
    def fixed(self) -> Spread | None:
        return spread([case.fixed for case in self.cases if case.fixed is not None])

    @property
    def content(self) -> Share:
        """Of those who answered: silence is neither content nor not."""
        number = self._said(Answer.CONTENT)
        return Share(number, number + self.partly + self.unhappy)

    @property
    def partly(self) -> int:
        return self._said(Answer.PARTLY)

    @property
    def unhappy(self) -> int:
        return self._said(Answer.NOT)

    @property
    def silent(self) -> int:
        return self._said(Answer.NONE)

    @property
    def left_out(self) -> int:
        return sum(case.dignity for case in self.cases)

    @property
    def seconds(self) -> Share:
        return Share(sum(case.second for case in self.cases), self.number)

    @property
    def repeats(self) -> Share:
        fixed = [case.again for case in self.cases if case.fixed is not None]
        return Share(sum(fixed), len(fixed))

    @property
    def bought(self) -> Share:
        known = [case.bought for case in self.cases if case.bought is not None]
        return Share(sum(known), len(known))

    def of(self, month: datetime) -> "Group":
        return Group([case for case in self.cases if case.month == month])

    def _said(self, answer: Answer) -> int:
        return sum(case.answer == answer and not case.dignity for case in self.cases)


@dataclass(frozen=True, slots=True)
class Month:
    """From its first moment on the desk's calendar: what was opened in it, and what weighed on its budget."""

    begin: datetime
    group: Group
    spent: Decimal


@dataclass(frozen=True, slots=True)
class Figures:
    """The oldest month first; causes by name, the weightiest first. The budget is that of today, for a month.

    `more`: there were more recoveries than could be read; these are the newest. `blocked`: what made them stand still,
    and how often, the most frequent first.
    """

    months: list[Month]
    causes: list[tuple[str, Group]]
    all: Group
    totals: list[Total]
    budget: Decimal
    currency: str
    more: bool
    blocked: list[tuple[str, int]]

    @property
    def is_empty(self) -> bool:
        return not (self.all.cases or self.totals)


def figures(desk: Desk, span: Span) -> Figures:
    """Of these months. Four statements."""
    cases, limits, given = _cases(desk, span), limits_of(desk), _given(desk, span)
    everything = Group(cases)
    return Figures(
        [Month(at, everything.of(at), _spent(given, at, limits.currency)) for at in span.months],
        _by_cause(cases),
        everything,
        _totals(given),
        limits.budget,
        limits.currency,
        more=len(cases) == MOST,
        blocked=_blocked(desk, span),
    )


def _cases(desk: Desk, span: Span) -> list[Case]:
    """The newest first."""
    act = Step.objects.filter(kind=StepKind.ACT, state=StepState.DONE, round=OuterRef("round"))
    said = Step.objects.filter(kind=StepKind.FOLLOW_UP).exclude(answer="").order_by("-round")
    came = Exists(Link.objects.filter(REPEATS, earlier=OuterRef("ticket")))
    ordered = Order.objects.filter(customer=OuterRef("customer")).order_by("-ordered_on", "-id")
    opened = Recovery.objects.filter(desk=desk, opened_at__gte=span.first, opened_at__lt=span.end)
    opened = opened.annotate(
        fixed_at=Subquery(act.filter(recovery=OuterRef("pk")).values("done_at")[:1]),
        answer=Subquery(said.filter(recovery=OuterRef("pk")).values("answer")[:1]),
        again=came | Exists(Recovery.objects.filter(earlier=OuterRef("pk"))),
        ordered_on=Subquery(ordered.values("ordered_on")[:1]),
        dignity=Exists(AGREED.filter(recovery=OuterRef("pk"))),
    )
    rows = opened.order_by("-opened_at", "-id").values_list(*_READ, named=True)[:MOST]
    return [_case(row, desk) for row in rows]


_READ = (
    *("opened_at", "closed_at", "round", "earlier", "fixed_at", "answer", "again", "ordered_on", "dignity"),
    *("ticket__cause__given", "ticket__cause__parent__given"),
)


def _case(row: Any, desk: Desk) -> Case:
    closed = row.closed_at.astimezone(zone_of(desk)).date() if row.closed_at else None
    return Case(
        month=month_of(desk, row.opened_at),
        cause=row.ticket__cause__given or row.ticket__cause__parent__given or "",
        second=row.round > 1 or row.earlier is not None,
        fixed=row.fixed_at - row.opened_at if row.fixed_at else None,
        again=row.again,
        answer=row.answer or "",
        bought=row.ordered_on > closed if row.ordered_on and closed else None,
        dignity=row.dignity,
    )


def _by_cause(cases: Iterable[Case]) -> list[tuple[str, Group]]:
    """The weightiest first; the name of what nobody has named yet is empty."""
    groups: dict[str, list[Case]] = {}
    for case in cases:
        groups.setdefault(case.cause, []).append(case)
    found = [(str(Given(key).label) if key else "", Group(own)) for key, own in groups.items()]
    return sorted(found, key=lambda each: (-each[1].weight, each[0]))


def _blocked(desk: Desk, span: Span) -> list[tuple[str, int]]:
    noted = Blocker.objects.filter(desk=desk, noted_at__gte=span.first, noted_at__lt=span.end)
    counted = noted.values_list("kind").annotate(n=Count("id")).order_by("-n", "kind")
    return [(str(Blocks(kind).label), n) for kind, n in counted]


def _given(desk: Desk, span: Span) -> list[tuple[datetime, Total]]:
    """What was agreed to, by month."""
    given = Compensation.objects.filter(desk=desk, approved_at__gte=span.first, approved_at__lt=span.end)
    by_month = given.filter(state__in=COUNTS).annotate(month=TruncMonth("approved_at", tzinfo=zone_of(desk)))
    rows = by_month.values_list("month", "kind", "currency", "owed").annotate(
        n=Count("id"), sum=Sum("amount")
    )
    return [(month, Total(str(Good(kind).label), *each)) for month, kind, *each in rows.order_by("month")]


def _totals(given: Iterable[tuple[datetime, Total]]) -> list[Total]:
    """Of the whole time, by kind and currency; what the law owed apart, and last."""
    summed: dict[tuple[bool, str, str], Total] = {}
    for _month, one in given:
        key = one.owed, one.label, one.currency
        before = summed.get(key, Total(one.label, one.currency, one.owed, 0, Decimal()))
        summed[key] = replace(before, number=before.number + one.number, amount=before.amount + one.amount)
    return [summed[key] for key in sorted(summed)]


def _spent(given: Iterable[tuple[datetime, Total]], month: datetime, currency: str) -> Decimal:
    """What weighs on the budget of that month."""
    own = (one for at, one in given if at == month and not one.owed and one.currency == currency)
    return rounded(sum((one.amount for one in own), Decimal()))
