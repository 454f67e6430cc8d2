"""How recoveries went at a desk in a year, for who manages it: by month and by cause, never by person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, OuterRef, Subquery, Sum
from django.db.models.functions import TruncMonth

from aiuto.customers.models import Order
from aiuto.people.models import Desk
from aiuto.promises.counting import zone_of
from aiuto.recovery.amounts import rounded
from aiuto.recovery.limits import limits_of, month_of
from aiuto.recovery.models import COUNTS, Answer, Compensation, Good, Recovery, Step, StepKind, StepState
from aiuto.recovery.queries.dignified import AGREED
from aiuto.recovery.queries.ledger import Total
from aiuto.tickets.lasting import COUNTS as REPEATS
from aiuto.tickets.models import Given, Link
from aiuto.tickets.queries.helped import Share
from aiuto.tickets.queries.waits import Spread, spread

MONTHS = 12
MOST = 5_000
SAID = (Answer.CONTENT, Answer.PARTLY, Answer.NOT)


@dataclass(frozen=True, slots=True)
class Case:
    """What one recovery counts for; None is what cannot be known.

    `cause` is the key of a root, "" while nobody named one. `fixed`: how long after the opening the act of its last
    round was done. `again`: it came back after that. `answer`: the customer's last word, which is counted nowhere where
    it `ended` with dignity. `bought`: they ordered on a day after it was closed.
    """

    month: datetime
    cause: str
    second: bool
    fixed: timedelta | None
    again: bool
    answer: str
    bought: bool | None
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Recoveries that are looked at together: of a month, of a cause, or all."""

    cases: Sequence[Case]

    @property
    def number(self) -> int:
        return len(self.cases)

    @property
    def fixed(self) -> Spread | None:
        return spread([case.fixed for case in self.cases if case.fixed is not None])

    @property
    def content(self) -> Share:
        """Of those who answered: silence is neither content nor not."""
        return Share(self._said(Answer.CONTENT), sum(self._said(each) for each in SAID))

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
        """What ended with dignity: its customers' words are counted nowhere."""
        return sum(case.ended for case in self.cases)

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
        return sum(case.answer == answer and not case.ended for case in self.cases)


@dataclass(frozen=True, slots=True)
class Month:
    """From its first moment on the desk's calendar: what was opened in it, and what weighed on its budget."""

    begin: datetime
    group: Group
    spent: Decimal


@dataclass(frozen=True, slots=True)
class Figures:
    """The oldest month first; causes by name, the most frequent first. The budget is that of today, for a month.

    `more`: there were more recoveries than could be read; these are the newest.
    """

    months: list[Month]
    causes: list[tuple[str, Group]]
    all: Group
    totals: list[Total]
    budget: Decimal
    currency: str
    more: bool

    @property
    def is_empty(self) -> bool:
        return not (self.all.cases or self.totals)


def figures(desk: Desk, *, now: datetime) -> Figures:
    """Of the month of `now` and the eleven before it. Three statements."""
    begins = _begins(month_of(desk, now))
    cases, limits, given = _cases(desk, since=begins[0]), limits_of(desk), _given(desk, since=begins[0])
    everything = Group(cases)
    return Figures(
        [Month(at, everything.of(at), _spent(given, at, limits.currency)) for at in begins],
        _by_cause(cases),
        everything,
        _totals(given),
        limits.budget,
        limits.currency,
        more=len(cases) == MOST,
    )


def _begins(last: datetime) -> list[datetime]:
    """So many first moments of months, up to this one."""
    counted = [last.year * 12 + last.month - 1 - back for back in reversed(range(MONTHS))]
    return [last.replace(year=number // 12, month=number % 12 + 1) for number in counted]


def _cases(desk: Desk, *, since: datetime) -> list[Case]:
    """The newest first."""
    act = Step.objects.filter(kind=StepKind.ACT, state=StepState.DONE, round=OuterRef("round"))
    said = Step.objects.filter(kind=StepKind.FOLLOW_UP).exclude(answer="").order_by("-round")
    came = Exists(Link.objects.filter(REPEATS, earlier=OuterRef("ticket")))
    ordered = Order.objects.filter(customer=OuterRef("customer")).order_by("-ordered_on", "-id")
    opened = Recovery.objects.filter(desk=desk, opened_at__gte=since).annotate(
        fixed_at=Subquery(act.filter(recovery=OuterRef("pk")).values("done_at")[:1]),
        answer=Subquery(said.filter(recovery=OuterRef("pk")).values("answer")[:1]),
        again=came | Exists(Recovery.objects.filter(earlier=OuterRef("pk"))),
        ended=Exists(AGREED.filter(recovery=OuterRef("pk"))),
        ordered_on=Subquery(ordered.values("ordered_on")[:1]),
    )
    rows = opened.order_by("-opened_at", "-id").values_list(*_READ, named=True)[:MOST]
    return [_case(row, desk) for row in rows]


_READ = (
    *("opened_at", "closed_at", "round", "earlier", "fixed_at", "answer", "again", "ordered_on", "ended"),
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
        ended=row.ended,
    )


def _by_cause(cases: Iterable[Case]) -> list[tuple[str, Group]]:
    """The most frequent first; the name of what nobody has named yet is empty."""
    groups: dict[str, list[Case]] = {}
    for case in cases:
        groups.setdefault(case.cause, []).append(case)
    ordered = sorted(groups.items(), key=lambda each: (-len(each[1]), each[0]))
    return [(str(Given(key).label) if key else "", Group(own)) for key, own in ordered]


def _given(desk: Desk, *, since: datetime) -> list[tuple[datetime, Total]]:
    """What was agreed to, by month."""
    given = Compensation.objects.filter(desk=desk, approved_at__gte=since, state__in=COUNTS)
    by_month = given.annotate(month=TruncMonth("approved_at", tzinfo=zone_of(desk)))
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
