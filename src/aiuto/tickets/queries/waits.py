"""Who waits on a live channel now, and how long people waited there."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from aiuto.people.models import User
from aiuto.people.queries import desks_of
from aiuto.tickets.errors import NotFound
from aiuto.tickets.models import Channel
from aiuto.tickets.models import Wait as Wait
from aiuto.tickets.models import WaitState as WaitState

SHOWN = 60
MOST = 5_000
FEWEST = 5
"""Under so many a figure would say who they were."""


def visible_to(user: User) -> QuerySet[Wait]:
    """Waits at the desks that this person's teams serve."""
    return Wait.objects.filter(desk__in=desks_of(user))


def wait_for(user: User, wait_id: int) -> Wait:
    """One wait. Raises NotFound for missing and forbidden alike."""
    found = visible_to(user).filter(pk=wait_id).first()
    if found is None:
        raise NotFound
    return found


def waiting_now(user: User) -> list[Wait]:
    """Who waits at this moment, the longest first."""
    waits = visible_to(user).filter(over_at__isnull=True)
    return list(waits.select_related("customer", "ticket", "desk").order_by("since", "id")[:SHOWN])


def held_call(user: User, call: str) -> Wait | None:
    """Who was asked to hold on in this call, and waits."""
    held = visible_to(user).filter(channel=Channel.PHONE, key=call[:80], over_at__isnull=True)
    return held.select_related("customer").first()


@dataclass(frozen=True, slots=True)
class Spread:
    """Of so many times: the one in the middle, and what nine of ten stay under."""

    number: int
    middle: timedelta
    ninth: timedelta

    @property
    def is_few(self) -> bool:
        return self.number < FEWEST


@dataclass(frozen=True, slots=True)
class Figures:
    """To the first response, to the valid answer (None where there was none), and how many left before it."""

    response: Spread | None
    answer: Spread | None
    left: int


def figures(user: User, *, since: datetime, until: datetime) -> Figures:
    """How long people waited, of the newest; who was asked to hold on had been answered before. One statement."""
    waits = visible_to(user).filter(since__gte=since, since__lt=until, held=False, over_at__isnull=False)
    rows = list(waits.order_by("-since").values_list("state", "since", "responded_at", "over_at")[:MOST])
    response = [responded - begun for _state, begun, responded, _over in rows if responded]
    answer = [over - begun for state, begun, _responded, over in rows if state == WaitState.ANSWERED and over]
    return Figures(spread(response), spread(answer), sum(row[0] == WaitState.LEFT for row in rows))


def spread(spans: list[timedelta]) -> Spread | None:
    """Median and P90 of these; None of nothing."""
    ordered = sorted(spans)
    if not ordered:
        return None
    ninth = ordered[min(len(ordered) - 1, len(ordered) * 9 // 10)]
    return Spread(len(ordered), ordered[len(ordered) // 2], ninth)
