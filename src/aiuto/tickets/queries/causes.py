"""Reading what went wrong: the tree of causes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from aiuto.rows.asking import Question
from aiuto.tickets.models import Cause as Cause
from aiuto.tickets.models import Given as Given
from aiuto.tickets.models import Ticket

MANY = 100


@dataclass(frozen=True, slots=True)
class Branch:
    """A given cause, and the house's own below it by name."""

    root: Cause
    below: list[Cause]

    def __iter__(self) -> Iterator[Cause]:
        yield self.root
        yield from self.below


def branches() -> list[Branch]:
    """The whole tree, retired ones too. One statement."""
    return _tree(Cause.objects.order_by("id"))


def choices_for(ticket: Ticket) -> list[Branch]:
    """What is offered for this request, and its own, retired or not. One statement."""
    return _tree(_OFFERED.ask(ticket.cause_id or 0))


def _offered(own: int) -> QuerySet[Cause]:
    return Cause.objects.filter(Q(retired_at__isnull=True) | Q(pk=own)).order_by("id")


_OFFERED = Question(_offered, int)


def cause(cause_id: int) -> Cause | None:
    """One of the house's own, retired or not; given ones are not for changing."""
    return Cause.objects.filter(pk=cause_id, given="").first()


def given_cause(key: str) -> int | None:
    """The id of the given one with this key."""
    return Cause.objects.filter(given=key).values_list("pk", flat=True).first() if key else None


def cause_uses(cause: Cause) -> int:
    """How many requests have it, counted up to `MANY`."""
    return len(Ticket.objects.filter(cause=cause).values_list("pk")[:MANY])


def cause_names(cause_ids: set[int]) -> dict[int, str]:
    """The names of these causes in the reader's language."""
    return {each.pk: str(each) for each in Cause.objects.filter(pk__in=cause_ids)}


def _tree(causes: Iterable[Cause]) -> list[Branch]:
    found = list(causes)
    return [Branch(root, _below(root, found)) for root in found if root.given]


def _below(root: Cause, found: list[Cause]) -> list[Cause]:
    return sorted((one for one in found if one.parent_id == root.pk), key=lambda one: one.name.casefold())
