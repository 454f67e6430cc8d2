"""What terms would have meant for the month that was: how often warned, how often broken."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from aiuto.people.models import Desk
from aiuto.promises.clauses import CLAUSES
from aiuto.promises.clauses import Clause as Clause
from aiuto.promises.models import KeptBy, Kind, Promise, Rule, Starts, State
from aiuto.promises.models import name_of as name_of
from aiuto.promises.ruling import Terms as Terms
from aiuto.tickets.models import Direction, Message, Ticket

MONTH = timedelta(days=30)
MOST = 2_000
TRIED = (State.OPEN, State.KEPT, State.KEPT_LATE, State.BROKEN)
"""What nobody needed any more says nothing of terms."""
Rows = QuerySet[Any, Any]


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


def sayings() -> Iterator[tuple[Kind, Starts, KeptBy]]:
    """All that a rule may say, for a field to choose from."""
    for kind, starts in CLAUSES.items():
        for start, keeps in starts.items():
            yield from ((kind, start, kept_by) for kept_by in keeps)


def rehearse(
    terms: Terms,
    kind: str,
    *,
    desk: int | None = None,
    reason: int | None = None,
    customer: int | None = None,
    now: datetime,
) -> Rehearsed:
    """The newest that such a rule would have promised within the month, counted by these terms.

    What nobody has fulfilled until now counts once its time is over.
    """
    rows, ticket = _courses(Kind(kind), terms.clause, since=now - MONTH)
    given = {"desk": desk, "reason": reason, "customer": customer}
    rows = rows.filter(**{f"{ticket}{name}": value for name, value in given.items() if value})
    share = settings.ENVIRONMENT.aiuto_warn_percent / 100
    early = Terms(round(terms.minutes * share), terms.working)
    number = warned = broken = 0
    for place, start, fulfilled in _spans(rows, ticket):
        ended, due = fulfilled or now, terms.due(place, start)
        if fulfilled or due < now:
            number += 1
            warned += ended > early.due(place, start)
            broken += ended > due
    return Rehearsed(number, warned, broken)


def _spans(rows: Rows, ticket: str) -> Iterator[tuple[Desk, datetime, datetime | None]]:
    for row in rows.select_related(f"{ticket}desk__schedule").order_by("-begun")[:MOST]:
        yield (row.ticket if ticket else row).desk, row.begun, row.fulfilled


def _courses(kind: Kind, clause: Clause, *, since: datetime) -> tuple[Rows, str]:
    """What began within the month with when it began and was fulfilled, and the way from there to its request."""
    if (kind, clause.starts) == (Kind.FIX, Starts.OPENING):
        return _since(Ticket.objects.filter(spam=False), "created_at", F("solved_at"), since), ""
    if clause.starts == Starts.SOLVED:
        return _since(Ticket.objects.filter(spam=False), "solved_at", _answered("pk", "solved_at"), since), ""
    if clause.starts == Starts.MESSAGE:
        heard = Message.objects.filter(direction=Direction.IN, contact_point__isnull=False)
        return _since(heard, "at", _answered("ticket", "at"), since), "ticket__"
    if clause.starts == Starts.DELIVERED:
        brought = Promise.objects.filter(kind=Kind.DELIVERY, state__in=(State.KEPT, State.KEPT_LATE))
        return _since(brought, "closed_at", _answered("ticket", "closed_at"), since), "ticket__"
    if clause.starts == Starts.HOLD:
        days = Promise.objects.filter(kind=Kind.NEXT_UPDATE, made_by__isnull=False, what="")
        return _since(days, "made_at", _answered("ticket", "made_at"), since), "ticket__"
    made = Promise.objects.filter(kind=kind, made_by__isnull=True, state__in=TRIED)
    response = Coalesce("responded_at", "closed_at") if clause.kept_by == KeptBy.HUMAN else F("closed_at")
    return _since(made, "made_at", response, since), "ticket__"


def _since(rows: Rows, begun: str, fulfilled: Any, since: datetime) -> Rows:
    courses: Rows = rows.annotate(begun=F(begun), fulfilled=fulfilled).filter(begun__gte=since)
    return courses


def _answered(ticket: str, begun: str) -> Subquery:
    """When a person of ours wrote or spoke to them next."""
    said = Message.objects.filter(ticket=OuterRef(ticket), at__gt=OuterRef(begun), direction=Direction.OUT)
    said = said.filter(author__isnull=False, withdrawn_at__isnull=True)
    return Subquery(said.order_by("at").values("at")[:1])
