"""Who may give how much alone, and what is left of a desk's month."""

import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum

from aiuto.journal.actors import Actor
from aiuto.journal.changes import differences
from aiuto.journal.recording import record
from aiuto.people.models import Desk, Role
from aiuto.promises.counting import zone_of
from aiuto.recovery.amounts import rounded
from aiuto.recovery.errors import BadAmount, BadCurrency
from aiuto.recovery.models import COUNTS, Compensation, Limits

WARN_SHARE = Decimal("0.8")
_CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Budget:
    """A desk's month: what it may give, and what was agreed to."""

    desk: Desk
    month: datetime
    limit: Decimal
    spent: Decimal
    currency: str

    @property
    def warn_at(self) -> Decimal:
        return self.limit * WARN_SHARE

    @property
    def warns(self) -> bool:
        return self.spent >= self.warn_at

    @property
    def over(self) -> bool:
        return self.spent > self.limit


def limits_of(desk: Desk) -> Limits:
    """The desk's own, else the defaults."""
    return Limits.objects.filter(desk=desk).first() or Limits(desk=desk)


def lock_limits(desk: Desk) -> Limits:
    """Locked, so that two who give at once see each other's.

    With those of all desks, in one order: the same article may be made good at two desks at once.
    """
    Limits.objects.get_or_create(desk=desk)
    every = Limits.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
    return next(each for each in every if each.desk_id == desk.pk)


def may_give(limits: Limits, role: str, amount: Decimal) -> bool:
    """Whether this role may give so much at the desk. Administrators may give anything that a price allows."""
    most = {Role.AGENT: limits.agent, Role.LEAD: limits.lead}.get(Role(role))
    return most is None or amount <= most


def needed(limits: Limits, amount: Decimal) -> Role:
    """The least role of the second person."""
    return Role.LEAD if may_give(limits, Role.LEAD, amount) else Role.ADMIN


def budget_of(desk: Desk, limits: Limits, *, now: datetime) -> Budget:
    """The month of `now` on the desk's calendar. One statement."""
    begin = month_of(desk, now)
    given = Compensation.objects.filter(
        desk=desk,
        approved_at__gte=begin,
        approved_at__lt=next_month(begin),
        owed=False,
        state__in=COUNTS,
        currency=limits.currency,
    )
    spent = given.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)
    return Budget(desk, begin, limits.budget, rounded(spent), limits.currency)


def month_of(desk: Desk, at: datetime) -> datetime:
    """The first moment of that month there."""
    local = at.astimezone(zone_of(desk))
    return local.replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def next_month(begin: datetime) -> datetime:
    year, month = divmod(begin.month, 12)
    return begin.replace(year=begin.year + year, month=month + 1)


@transaction.atomic(savepoint=False)
def keep_limits(
    desk: Desk, *, agent: Decimal, lead: Decimal, budget: Decimal, currency: str, by: Actor, now: datetime
) -> Limits:
    """What holds from now on. Raises BadAmount where a lead may give less than an agent, BadCurrency."""
    if not 0 <= agent <= lead or budget < 0:
        raise BadAmount
    if not _CURRENCY.fullmatch(currency):
        raise BadCurrency
    limits = lock_limits(desk)
    values = {"agent": agent, "lead": lead, "budget": budget, "currency": currency}
    if changed := differences(limits, values):
        for name, value in values.items():
            setattr(limits, name, value)
        limits.save(update_fields=list(values))
        told = {name: [str(value) for value in pair or ()] for name, pair in changed.items()}
        record("desk.limits_changed", by=by, now=now, desk=desk.pk, changed=told)
    return limits
