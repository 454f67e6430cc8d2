"""Names to complete what somebody types: colleagues, teams, desks, tags and reasons they may know of."""

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from aiuto.people.models import Desk, Team, User
from aiuto.people.queries import desks_of
from aiuto.tickets.models import Cause, Reason, Tag, Ticket
from aiuto.tickets.queries import visible_to
from aiuto.tickets.queries.meaning import visible_teams
from aiuto.ui.beginnings import begins

SHOWN = 8
LOOKED_THROUGH = 20
MOST_NAMES = 2_000
RECENT = 50


def named(user: User, key: str, beginning: str) -> list[str]:
    """A few names of this kind with a word that begins so, by name; one statement."""
    return _NAMES[key](user, beginning)[:SHOWN]


def _begun(things: QuerySet[Any], text: str) -> list[str]:
    """Their names with words that begin so. A house has few of them: they are read, and no database folds accents."""
    names = things.order_by("name").values_list("name", flat=True)[:MOST_NAMES]
    return [name for name in names if begins(text, name)]


def _colleagues(_user: User, text: str) -> list[str]:
    people = User.objects.filter(is_active=True).order_by("name").values_list("name", "email")
    known = people[:MOST_NAMES]
    return [name or mail for name, mail in known if begins(text, name) or mail.startswith(text.lower())]


def _teams(user: User, text: str) -> list[str]:
    return _begun(Team.objects.filter(visible_teams(user)), text)


def _desks(user: User, text: str) -> list[str]:
    return _begun(Desk.objects.filter(pk__in=desks_of(user)), text)


def _tags(user: User, text: str) -> list[str]:
    """Tags that stand on one of their newest requests which this person sees: elsewhere they may tell a secret."""
    tagged = Ticket.tags.through.objects.filter(tag=OuterRef(OuterRef("pk"))).order_by("-id")
    known = Exists(visible_to(user).filter(pk__in=tagged.values("ticket")[:RECENT]))
    begun = Tag.objects.filter(name__startswith="-".join(text.casefold().split())).order_by("name")
    first = begun.annotate(known=known).values_list("name", "known")[:LOOKED_THROUGH]
    return [name for name, seen in first if seen]


def _reasons(_user: User, text: str) -> list[str]:
    return _begun(Reason.objects.all(), text)


def _causes(_user: User, text: str) -> list[str]:
    """The house's own: the given ones are values of the grammar."""
    return _begun(Cause.objects.filter(given=""), text)


_NAMES: dict[str, Callable[[User, str], list[str]]] = {
    "owner": _colleagues,
    "team": _teams,
    "desk": _desks,
    "tag": _tags,
    "reason": _reasons,
    "cause": _causes,
}
