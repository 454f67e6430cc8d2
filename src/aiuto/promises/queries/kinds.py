"""The kinds of promises: those that are given, and the house's own."""

from collections.abc import Iterable

from django.db.models import Q

from aiuto.people.models import User
from aiuto.people.queries import desks_of
from aiuto.promises.models import Kind, OwnKind

OWN = "own-"
"""In forms and addresses a kind of the house's own is this and its number."""


NOT_BY_HAND = (Kind.FIRST_ANSWER, Kind.APOLOGY, Kind.ACTION, Kind.REMINDER)
"""Kinds that a rule or a recovery makes."""


def own_kinds(user: User) -> list[OwnKind]:
    """The house's own, and those of the desks that this person serves; what is still offered first."""
    found = OwnKind.objects.filter(_on(desks_of(user))).select_related("desk").order_by("name_en", "id")
    return sorted(found, key=lambda kind: kind.retired_at is not None)


def own_kind(user: User, kind_id: int) -> OwnKind | None:
    """One of them."""
    return next((kind for kind in own_kinds(user) if kind.pk == kind_id), None)


def kind_choices(desks: Iterable[int]) -> list[tuple[str, str]]:
    """What can be chosen on these desks. One statement."""
    own = OwnKind.objects.filter(_on(desks), retired_at__isnull=True).order_by("id")
    given = [(kind.value, str(kind.label)) for kind in Kind]
    return [*given, *((named(Kind.FIX, one.pk), str(one)) for one in own)]


def given_by_hand(desks: Iterable[int]) -> list[tuple[str, str]]:
    """What somebody can promise on these desks. One statement."""
    return [pair for pair in kind_choices(desks) if pair[0] not in NOT_BY_HAND]


def _on(desks: Iterable[int]) -> Q:
    return Q(desk__isnull=True) | Q(desk__in=list(desks))


def named(kind: str, own_kind: int | None) -> str:
    """As it stands in forms and addresses."""
    return f"{OWN}{own_kind}" if own_kind else kind


def parted(chosen: str) -> tuple[Kind, int | None]:
    """The kind, and the number of the house's own, of what was chosen. Raises ValueError for what is none."""
    number = chosen.removeprefix(OWN)
    if number != chosen and number.isascii() and number.isdigit() and len(number) < 18:
        return Kind.FIX, int(number)
    return Kind(chosen), None
