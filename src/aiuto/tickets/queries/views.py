"""Saved views: one's own, and those of the teams one belongs to."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from aiuto.people.models import User
from aiuto.tickets.errors import NotFound
from aiuto.tickets.models import SavedView

SHOWN = 60


def views_for(user: User) -> list[SavedView]:
    """The views this person may open, their own first, then their teams' (each with its `team`), by name."""
    return own_first(views_question(user))


def views_question(user: User) -> QuerySet[SavedView]:
    """What `views_for` asks, for whoever asks other things with it; `own_first` orders the answer."""
    return _readable(user).select_related("team").order_by("name", "id")[:SHOWN]


def own_first(views: Iterable[SavedView]) -> list[SavedView]:
    """One's own before those of teams."""
    return sorted(views, key=lambda view: view.team_id is not None)


def view_for(user: User, view_id: int) -> SavedView:
    """One of them. Raises NotFound for missing and forbidden alike."""
    found = _readable(user).select_related("team").filter(pk=view_id).first()
    if found is None:
        raise NotFound
    return found


def _readable(user: User) -> QuerySet[SavedView]:
    mine = user.teams.through.objects.filter(user=user).values("team")
    return SavedView.objects.filter(Q(user=user) | Q(team__in=mine))
