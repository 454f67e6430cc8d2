"""What the names in a filter mean to the person who asks: ids, and what is there no more."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from aiuto.customers.models import Customer
from aiuto.customers.queries import find_by
from aiuto.people.models import Desk, Team, User
from aiuto.people.queries import desks_of, teams_of
from aiuto.tickets.models import Cause, Reason, Tag
from aiuto.tickets.queries import filters
from aiuto.tickets.queries.filters import Filter, Term
from aiuto.tickets.queries.pages import known_to

MOST = 20
Ids = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """A filter with the ids of what it names. `gone`: conditions that match nothing (any more).

    `now` says by its time zone where days begin; `wide`: without a state it means solved requests too.
    """

    asked: Filter
    ids: Mapping[Term, Ids]
    gone: tuple[Term, ...]
    now: datetime
    wide: bool = False


def meaning_of(asked: Filter, user: User, *, now: datetime, wide: bool = False) -> Meaning:
    """One statement for each name; of a customer, who has many kinds of names, a few more."""
    ids = {term: _NAMED[term.key](term.value, user) for term in asked.terms if term.key in _NAMED}
    nobody = {term for term, found in ids.items() if not found and term != _nobody(term)}
    known = {"state": (*filters.STATES, filters.ANY), "channel": filters.CHANNELS, "is": filters.IS}
    odd = {term for term in asked.terms if term.key in known and term.value not in known[term.key]}
    undated = {
        term
        for term in asked.terms
        if term.key in ("before", "after") and filters.day(term.value, today=now.date()) is None
    }
    lost = nobody | odd | undated
    return Meaning(asked, ids, tuple(term for term in asked.terms if term in lost), now, wide)


def visible_teams(user: User) -> Q:
    """The teams one may know of: one's own, and those who serve a desk one sees."""
    return Q(pk__in=teams_of(user)) | Q(
        pk__in=Team.desks.through.objects.filter(desk__in=desks_of(user)).values("team")
    )


def _nobody(term: Term) -> Term:
    return Term("owner", filters.NOBODY, excluded=term.excluded)


def _owners(value: str, user: User) -> Ids:
    if value in (filters.ME, filters.NOBODY):
        return (user.pk,) if value == filters.ME else ()
    named = Q(name__iexact=value) | Q(email__iexact=value) | Q(name__istartswith=f"{value} ")
    return tuple(User.objects.filter(named).values_list("pk", flat=True)[:MOST])


def _teams(value: str, user: User) -> Ids:
    if value == filters.MINE:
        return tuple(teams_of(user))
    return tuple(Team.objects.filter(visible_teams(user), name__iexact=value).values_list("pk", flat=True))


def _desks(value: str, user: User) -> Ids:
    named = Desk.objects.filter(pk__in=desks_of(user), name__iexact=value)
    return tuple(named.values_list("pk", flat=True))


def _tags(value: str, _user: User) -> Ids:
    return tuple(Tag.objects.filter(name=value).values_list("pk", flat=True))


def _reasons(value: str, _user: User) -> Ids:
    return tuple(Reason.objects.filter(name__iexact=value).values_list("pk", flat=True))


def _causes(value: str, _user: User) -> Ids:
    """A given one by its key, with all that stands below it; an own one by its name."""
    named = Q(given=value) | Q(parent__given=value) | Q(name__iexact=value)
    return tuple(Cause.objects.filter(named).values_list("pk", flat=True))


def _customers(value: str, user: User) -> Ids:
    """By number (`#12`) or by whatever finds customers: the beginning of a name, an address, a telephone, an order."""
    number = value[1:] if value.startswith("#") else ""
    ids = [int(number)] if number.isdecimal() and len(number) < 18 else find_by(value)
    known = Customer.objects.filter(known_to(user), pk__in=ids, merged_into__isnull=True)
    return tuple(known.order_by("-id").values_list("pk", flat=True)[:MOST])


_NAMED: dict[str, Callable[[str, User], Ids]] = {
    "owner": _owners,
    "team": _teams,
    "desk": _desks,
    "tag": _tags,
    "reason": _reasons,
    "cause": _causes,
    "customer": _customers,
}
