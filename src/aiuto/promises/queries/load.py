"""When what is owed comes due, for leads to see where it piles up: of desks or of a team, never of a person."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from aiuto.people.models import User
from aiuto.people.queries import desks_of
from aiuto.promises.models import IS_OURS_TO_DO, IS_OWED, Promise, window_over
from aiuto.rows.together import together

MOST = 5_000
MOST_LATE = 999


@dataclass(frozen=True, slots=True)
class Load:
    """The moments at which something is due, the first of them where there are `more`; `late` is capped."""

    moments: list[datetime]
    more: bool
    late: int


def load(
    user: User, *, now: datetime, until: datetime, desk: int | None = None, team: int | None = None
) -> Load:
    """What is owed between now and then on one desk or all that this person serves, of one team or all.

    One statement, which reads a bounded part of each desk's index.
    """
    desks = [one for one in desks_of(user) if desk in (None, one)]
    of_team = Q(ticket__team=team) if team else Q()
    coming = Q(due_at__gte=now, due_at__lt=until) & of_team
    late = Q(due_at__lt=now) & window_over(now) & of_team
    rows = together(
        *(_of_desk(one, coming, MOST + 1) for one in desks),
        *(_of_desk(one, late, MOST_LATE) for one in desks),
    )
    moments = sorted(due for found in rows[: len(desks)] for (due,) in found)
    behind = sum(len(found) for found in rows[len(desks) :])
    return Load(moments[:MOST], len(moments) > MOST, min(behind, MOST_LATE))


def _of_desk(desk: int, wanted: Q, most: int) -> QuerySet[Promise, tuple[datetime]]:
    owed = Promise.objects.filter(IS_OWED & IS_OURS_TO_DO, wanted, desk=desk)
    return owed.order_by("due_at", "id").values_list("due_at")[:most]
