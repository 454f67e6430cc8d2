"""The recoveries that are under way, each with its steps, and with the money and the time that are at stake."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import F

from aiuto.people.models import User
from aiuto.recovery.models import IS_UNDER_WAY, Recovery, Step
from aiuto.recovery.queries import in_order, is_late, next_of, own_steps, visible_to, with_steps

BOARD = 200


@dataclass(frozen=True, slots=True)
class Stake:
    """In one currency: the price of the articles that failed, what the law owes, and what we offer beyond it.

    What has arrived with the customer is at stake no more. A refund of an article stands beside its price, so the
    three are never added up.
    """

    currency: str
    articles: Decimal = Decimal()
    owed: Decimal = Decimal()
    offered: Decimal = Decimal()

    def __add__(self, other: "Stake") -> "Stake":
        sums = (self.articles + other.articles, self.owed + other.owed, self.offered + other.offered)
        return Stake(self.currency, *sums)


@dataclass(frozen=True, slots=True)
class Row:
    """A recovery on the board, with its steps. `since`: when the customer told of the failure, else when it opened."""

    recovery: Recovery
    steps: list[Step]
    stakes: list[Stake]
    since: datetime
    late: bool

    @property
    def next(self) -> Step | None:
        """What is due first."""
        return next_of(self.steps)


def board(user: User, *, now: datetime) -> list[Row]:
    """What is under way at this person's desks, the oldest first. Four statements, however many."""
    found = visible_to(user).filter(IS_UNDER_WAY).select_related("ticket__customer", "owner")
    whole = with_steps(found).annotate(told_at=F("source__at")).prefetch_related("lines")
    return [_row(recovery, now) for recovery in whole.order_by("opened_at", "id")[:BOARD]]


def _row(recovery: Recovery, now: datetime) -> Row:
    steps = in_order(own_steps(recovery))
    since = getattr(recovery, "told_at", None) or recovery.opened_at
    return Row(
        recovery, steps, sums_of(_stakes(recovery)), since, is_late(steps, recovery.compensations.all(), now)
    )


def _stakes(recovery: Recovery) -> Iterable[Stake]:
    for line in recovery.lines.all():
        yield Stake(line.currency, articles=line.unit_price * line.quantity)
    for given in recovery.compensations.all():
        if given.is_open:
            owed, offered = (given.amount, Decimal()) if given.owed else (Decimal(), given.amount)
            yield Stake(given.currency, owed=owed, offered=offered)


def sums_of(stakes: Iterable[Stake]) -> list[Stake]:
    """Added up by currency."""
    sums: dict[str, Stake] = {}
    for stake in stakes:
        sums[stake.currency] = sums.get(stake.currency, Stake(stake.currency)) + stake
    return [sums[currency] for currency in sorted(sums)]
