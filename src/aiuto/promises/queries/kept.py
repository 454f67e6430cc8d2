"""How well we keep our word: kept ÷ (kept + kept late + broken), by kind, reason or team, never by person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from aiuto.people.models import User
from aiuto.people.queries import desks_of
from aiuto.promises.models import IS_OURS_TO_DO, KeptBy, OwnKind, Promise, State, name_of
from aiuto.promises.queries import visible_to
from aiuto.tickets.models import Message
from aiuto.tickets.queries.waits import Spread, spread

BY = {
    "kind": ("kind", "own_kind", "is_solution"),
    "reason": ("ticket__reason__name",),
    "team": ("ticket__team__name",),
}
MOST = 5_000
DUE = (State.KEPT, State.KEPT_LATE, State.BROKEN)
Tickets = QuerySet[Any, Any]
"""One column of ids."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Promises of one group that were due in a time; renegotiated ones are neither kept nor broken.

    `denied`: of how many their customer says that it was not kept, whatever we say. `left_out`: those of requests that
    weigh on no figure. `lateness`: of the late ones.
    """

    name: str
    kept: int
    late: int
    broken: int
    renegotiated: int
    denied: int
    left_out: int
    lateness: Spread | None = None

    @property
    def due(self) -> int:
        return self.kept + self.late + self.broken

    @property
    def rate(self) -> float | None:
        """Between 0 and 1; None where nothing was due."""
        return self.kept / self.due if self.due else None


def tallies(user: User, *, by: str, since: datetime, until: datetime, apart: Tickets) -> list[Tally]:
    """A tally for each kind, reason or team (a key of BY) of what was due in that time, the most first.

    The requests `apart` are left out.
    """
    late = _lateness_by(user, BY[by], since=since, until=until, apart=apart)
    fields, own = BY[by], OwnKind.objects.in_bulk() if by == "kind" else {}
    within, states = ~Q(ticket__in=apart), (*DUE, State.RENEGOTIATED)
    counted = {state.value: Count("pk", filter=Q(state=state) & within) for state in states}
    counted["denied"] = Count("pk", filter=Q(not_kept_at__isnull=False) & within)
    counted["left_out"] = Count("pk", filter=Q(state__in=DUE, ticket__in=apart))
    due = _due(user, since=since, until=until)
    rows = due.order_by().values(*fields).annotate(**counted)
    found = [_tally(row, _name(row, fields[0], own), late.get(_key(row, fields))) for row in rows]
    return sorted(
        (one for one in found if one.due or one.renegotiated or one.denied or one.left_out),
        key=lambda one: (-one.due, one.name),
    )


def total(tallies: list[Tally]) -> Tally:
    """All of them together."""
    names = ("kept", "late", "broken", "renegotiated", "denied", "left_out")
    return Tally("", *(sum(getattr(one, name) for one in tallies) for name in names))


def lateness(user: User, *, since: datetime, until: datetime, apart: Tickets) -> Spread | None:
    """How late what was kept late was, of the newest; None where nothing was. Without the requests `apart`."""
    return _lateness_by(user, (), since=since, until=until, apart=apart).get(())


def asked_again(user: User, *, since: datetime, until: datetime) -> int:
    """How often customers of this person's desks had to ask again while we owed them an answer: our silence."""
    again = Message.objects.filter(again=True, at__gte=since, at__lt=until)
    return again.filter(ticket__desk__in=desks_of(user), ticket__spam=False).count()


def _due(user: User, *, since: datetime, until: datetime) -> QuerySet[Promise]:
    due = visible_to(user).filter(IS_OURS_TO_DO, due_at__gte=since, due_at__lt=until)
    return due.annotate(is_solution=Q(kept_by=KeptBy.SOLVED))


def _name(row: Mapping[str, object], field: str, own: Mapping[int, OwnKind]) -> str:
    if field != "kind":
        return str(row[field] or "")
    kind = own.get(int(str(row["own_kind"] or 0)))
    return str(kind or name_of(str(row["kind"]), KeptBy.SOLVED if row["is_solution"] else ""))


def _key(row: Mapping[str, object], fields: tuple[str, ...]) -> tuple[object, ...]:
    return tuple(row[field] for field in fields)


def _lateness_by(
    user: User, fields: tuple[str, ...], *, since: datetime, until: datetime, apart: Tickets
) -> dict[tuple[object, ...], Spread | None]:
    """Of the newest that were kept late, by the values of these fields; late is what came after the window's end."""
    late = _due(user, since=since, until=until).filter(state=State.KEPT_LATE).exclude(ticket__in=apart)
    spans: dict[tuple[object, ...], list[timedelta]] = {}
    for row in late.order_by("-due_at").values("due_at", "until", "closed_at", *fields)[:MOST]:
        span = row["closed_at"] - (row["until"] or row["due_at"])
        spans.setdefault(_key(row, fields), []).append(span)
    return {key: spread(own) for key, own in spans.items()}


def _tally(row: Mapping[str, object], name: str, late: Spread | None) -> Tally:
    numbers = (State.KEPT, State.KEPT_LATE, State.BROKEN, State.RENEGOTIATED, "denied", "left_out")
    kept, kept_late, broken, moved, denied, out = (int(str(row[str(number)])) for number in numbers)
    return Tally(name, kept, kept_late, broken, moved, denied, out, late)
