"""Names to complete what somebody types: colleagues, teams, desks, tags and reasons they may know of."""

from collections.abc import Callable

from django.db.models import Exists, OuterRef, Q

from aiuto.people.models import Desk, Team, User
from aiuto.people.queries import desks_of
from aiuto.tickets.models import Cause, Reason, Tag, Ticket
from aiuto.tickets.queries import visible_to
from aiuto.tickets.queries.meaning import visible_teams

SHOWN = 8
LOOKED_THROUGH = 20
RECENT = 50


def named(user: User, key: str, beginning: str) -> list[str]:
    """A few names of this kind with a word that begins so, by name; one statement."""
    return _NAMES[key](user, beginning)[:SHOWN]


def _begins(text: str) -> Q:
    return Q(name__istartswith=text) | Q(name__icontains=f" {text}")


def _colleagues(_user: User, text: str) -> list[str]:
    people = User.objects.filter(_begins(text) | Q(email__istartswith=text), is_active=True)
    return [name or email for name, email in people.order_by("name").values_list("name", "email")[:SHOWN]]


def _teams(user: User, text: str) -> list[str]:
    teams = Team.objects.filter(visible_teams(user) & _begins(text)).order_by("name")
    return list(teams.values_list("name", flat=True)[:SHOWN])


def _desks(user: User, text: str) -> list[str]:
    desks = Desk.objects.filter(_begins(text), pk__in=desks_of(user)).order_by("name")
    return list(desks.values_list("name", flat=True)[:SHOWN])


def _tags(user: User, text: str) -> list[str]:
    """Tags that stand on one of their newest requests which this person sees: elsewhere they may tell a secret."""
    tagged = Ticket.tags.through.objects.filter(tag=OuterRef(OuterRef("pk"))).order_by("-id")
    known = Exists(visible_to(user).filter(pk__in=tagged.values("ticket")[:RECENT]))
    begun = Tag.objects.filter(name__startswith="-".join(text.casefold().split())).order_by("name")
    first = begun.annotate(known=known).values_list("name", "known")[:LOOKED_THROUGH]
    return [name for name, seen in first if seen]


def _reasons(_user: User, text: str) -> list[str]:
    reasons = Reason.objects.filter(_begins(text)).order_by("name")
    return list(reasons.values_list("name", flat=True)[:SHOWN])


def _causes(_user: User, text: str) -> list[str]:
    """The house's own: the given ones are values of the grammar."""
    causes = Cause.objects.filter(_begins(text), given="").order_by("name")
    return list(causes.values_list("name", flat=True)[:SHOWN])


_NAMES: dict[str, Callable[[User, str], list[str]]] = {
    "owner": _colleagues,
    "team": _teams,
    "desk": _desks,
    "tag": _tags,
    "reason": _reasons,
    "cause": _causes,
}
