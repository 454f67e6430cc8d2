"""Reading what the law owes a customer in a recovery: for each line what, and until when, as far as that is known."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from aiuto.customers.models import Order
from aiuto.people.models import Desk, User
from aiuto.people.queries import desks_of
from aiuto.promises.counting import zone_of
from aiuto.recovery.duties import MOST as MOST
from aiuto.recovery.duties import PRESETS as PRESETS
from aiuto.recovery.duties import Terms as Terms
from aiuto.recovery.duties import duties_of as duties_of
from aiuto.recovery.duties import last_day
from aiuto.recovery.models import Duty, Line
from aiuto.recovery.models import DutyKind as DutyKind


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing that the law owes; `until` is its last day, None while nobody knows of a delivery."""

    kind: DutyKind
    length: int
    text: str
    until: date | None = None
    over: bool = False


@dataclass(frozen=True, slots=True)
class OwedFor:
    """What is owed for a line, of all of them the same where none is named."""

    line: Line | None
    delivered: date | None
    owed: list[Owed]


def own_duties(user: User) -> list[Duty]:
    """Those that this person's desks say otherwise than the presets."""
    own = Duty.objects.filter(desk__in=desks_of(user)).select_related("desk")
    return list(own.order_by("desk__name", "kind"))


def owed_by_law(desk: Desk, lines: Iterable[Line], *, language: str, now: datetime) -> list[OwedFor]:
    """For each line by the delivery of its order as it is known now; nothing where no duty holds. Two statements."""
    duties = {kind: terms for kind, terms in duties_of(desk).items() if terms.length}
    lines = list(lines)
    if not duties:
        return []
    days = _delivered(lines)
    today = now.astimezone(zone_of(desk)).date()
    country = desk.schedule.country if desk.schedule else ""
    return [
        OwedFor(
            line, day, [_owed(kind, terms, day, language, country, today) for kind, terms in duties.items()]
        )
        for line, day in _with_days(lines, days)
    ]


def is_still_owed(desk: Desk, lines: Iterable[Line], *, now: datetime) -> bool:
    """Whether something is owed for each of them, as far as that is known."""
    found = owed_by_law(desk, lines, language="en", now=now)
    return bool(found) and all(any(not each.over for each in one.owed) for one in found)


def _with_days(
    lines: list[Line], days: dict[tuple[str, str], date | None]
) -> Iterator[tuple[Line | None, date | None]]:
    if not lines:
        yield None, None
    for line in lines:
        yield line, days.get((line.source, line.number))


def _delivered(lines: Iterable[Line]) -> dict[tuple[str, str], date | None]:
    """When the orders of these lines arrived, by source and number."""
    named = Q(pk__in=())
    for source, number in {(line.source, line.number) for line in lines}:
        named |= Q(source=source, number=number)
    return {(order.source, order.number): order.delivered_on for order in Order.objects.filter(named)}


def _owed(
    kind: DutyKind, terms: Terms, delivered: date | None, language: str, country: str, today: date
) -> Owed:
    text = terms.text(language)
    if delivered is None:
        return Owed(kind, terms.length, text)
    until = last_day(kind, terms.length, delivered, country=country)
    return Owed(kind, terms.length, text, until, until < today)
