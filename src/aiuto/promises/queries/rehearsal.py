"""What terms would have meant for the month that was: how often warned, how often broken."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from aiuto.promises.models import BY_RULE, Kind, Promise, Rule, State
from aiuto.promises.ruling import Terms as Terms

MONTH = timedelta(days=30)
MOST = 2_000
TRIED = (State.OPEN, State.KEPT, State.KEPT_LATE, State.BROKEN)
"""What nobody needed any more says nothing of terms."""


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """Of `number` promises, those whose owner would have been warned, and those that would have been broken."""

    number: int
    warned: int
    broken: int


def rules() -> list[Rule]:
    """All rules, by kind and for whom they are."""
    named = Rule.objects.select_related("desk", "reason", "customer")
    return list(named.order_by("kind", "customer__name", "reason__name", "id"))


def rule(rule_id: int) -> Rule | None:
    """One rule."""
    return Rule.objects.select_related("desk", "reason", "customer").filter(pk=rule_id).first()


def kinds() -> list[tuple[str, str]]:
    """What rules promise, for a field to choose from."""
    return [(kind.value, str(kind.label)) for kind in BY_RULE]


def rehearse(
    terms: Terms,
    kind: str,
    *,
    desk: int | None = None,
    reason: int | None = None,
    customer: int | None = None,
    now: datetime,
) -> Rehearsed:
    """The newest promises of this kind by rule that were due within the month, counted by these terms.

    What nobody has fulfilled until now counts once their time is over.
    """
    given = {"desk": desk, "ticket__reason": reason, "ticket__customer": customer}
    wanted = {name: value for name, value in given.items() if value}
    made = Promise.objects.filter(kind=Kind(kind), made_by__isnull=True, state__in=TRIED, **wanted)
    made = made.filter(due_at__gte=now - MONTH)
    share = settings.ENVIRONMENT.aiuto_warn_percent / 100
    early = Terms(round(terms.minutes * share), terms.working)
    number = warned = broken = 0
    for promise in made.select_related("desk__schedule").order_by("-due_at")[:MOST]:
        ended, due = promise.closed_at or now, terms.due(promise.desk, promise.made_at)
        if promise.closed_at or due < now:
            number += 1
            warned += ended > early.due(promise.desk, promise.made_at)
            broken += ended > due
    return Rehearsed(number, warned, broken)
