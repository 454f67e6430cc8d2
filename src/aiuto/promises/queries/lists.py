"""What is owed, in the order in which it is due: lists that read a bounded number of index rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from aiuto.people.models import User
from aiuto.people.queries import desks_of
from aiuto.promises.models import IS_OURS_TO_DO, IS_OWED, Kind, Promise, window_over
from aiuto.rows.together import together
from aiuto.tickets.models import IS_UNSOLVED, State, Ticket
from aiuto.tickets.queries.walks import Place

PAGE = 50
MOST_MINE = 300


@dataclass(frozen=True, slots=True)
class Page:
    """Promises by when they are due; `older` is where the next page begins."""

    promises: list[Promise]
    older: Place | None


def page(
    user: User,
    *,
    mine: bool,
    since: datetime | None = None,
    until: datetime | None = None,
    behind: Place | None = None,
    late: bool = False,
    kind: tuple[str, int | None] | None = None,
    size: int = PAGE,
) -> Page:
    """What is owed on the requests of this person, or of all desks they serve; between `since` and `until`, and of one
    `kind` (and own kind); reminders only where they are that kind. `late`: only that whose window is over by then, too.
    Three statements.
    """
    between = (Q(due_at__gte=since) if since else Q()) & (Q(due_at__lt=until) if until else Q())
    if late and until:
        between &= window_over(until)
    wanted = _behind(behind) & between & (_of_kind(*kind) if kind else IS_OURS_TO_DO)
    by_itself = kind is not None and kind[0] == Kind.REMINDER
    if mine and not by_itself:
        ids = _mine(user, wanted, size + 1)
    else:
        ids = _of_desks(desks_of(user), wanted & (_waiting(user) if mine else Q()), size + 1)
    found = [promise for promise in _read(ids) if promise.closed_at is None]
    shown = found[:size]
    more = len(ids) > size
    return Page(shown, Place(0, shown[-1].due_at, shown[-1].pk) if shown and more else None)


def owed_in_the_house(*, until: datetime | None) -> Iterator[Promise]:
    """Everything that is owed by then, for the command line."""
    owed = Promise.objects.filter(IS_OWED, **{"due_at__lt": until} if until else {})
    named = owed.select_related("ticket__customer", "ticket__owner", "made_by", "to", "desk")
    return named.order_by("due_at", "id").iterator(chunk_size=500)


def _behind(place: Place | None) -> Q:
    if place is None or place.at is None:
        return Q()
    return Q(due_at__gt=place.at) | Q(due_at=place.at, id__gt=place.id)


def _of_kind(kind: str, own_kind: int | None) -> Q:
    """As the indexes of kinds have it: the house's own have one of their own."""
    return Q(own_kind=own_kind) if own_kind else Q(kind=kind, own_kind__isnull=True)


def _mine(user: User, wanted: Q, size: int) -> list[int]:
    """By the requests that this person looks after, of which the first that are due are enough."""
    own = Ticket.objects.filter(owner=user, next_due_at__isnull=False).order_by("next_due_at")
    owed = Promise.objects.filter(IS_OWED, wanted, ticket__in=own.values("pk")[:MOST_MINE])
    return list(owed.order_by("due_at", "id").values_list("pk", flat=True)[:size])


def _waiting(user: User) -> Q:
    """On requests that this person looks after and whose customers are waited for; the newest are enough."""
    own = Ticket.objects.filter(IS_UNSOLVED, owner=user, state=State.WAITING).order_by("-id")
    return Q(ticket__in=own.values("pk")[:MOST_MINE])


def _of_desks(desks: list[int], wanted: Q, size: int) -> list[int]:
    """Each desk's first by its own part of the index, then the first of them all."""
    rows = [row for found in together(*(_of_desk(each, wanted, size) for each in desks)) for row in found]
    return [pk for _due, pk in sorted(rows)[:size]]


def _of_desk(desk: int, wanted: Q, size: int) -> QuerySet[Promise, tuple[datetime, int]]:
    owed = Promise.objects.filter(IS_OWED, wanted, desk=desk).order_by("due_at", "id")
    return owed.values_list("due_at", "pk")[:size]


def _read(ids: list[int]) -> list[Promise]:
    named = Promise.objects.select_related("ticket__customer", "ticket__owner", "made_by", "to", "own_kind")
    found = named.in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]
