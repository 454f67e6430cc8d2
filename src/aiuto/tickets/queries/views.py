"""Saved views: one's own, and those of the teams one belongs to."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from aiuto.people.models import User
from aiuto.rows.asking import Question
from aiuto.tickets.errors import NotFound
from aiuto.tickets.models import SavedView

SHOWN = 60


def views_for(user: User) -> list[SavedView]:
    """The views this person may open, their own first, then their teams' (each with its `team`), by name."""
    return own_first(VIEWS.ask(user.pk))


def own_first(views: Iterable[SavedView]) -> list[SavedView]:
    """One's own before those of teams."""
    return sorted(views, key=lambda view: view.team_id is not None)


def view_for(user: User, view_id: int) -> SavedView:
    """One of them. Raises NotFound for missing and forbidden alike."""
    found = _readable(user.pk).select_related("team").filter(pk=view_id).first()
    if found is None:
        raise NotFound
    return found


def _readable(user: int) -> QuerySet[SavedView]:
    mine = User.teams.through.objects.filter(user=user).values("team")
    return SavedView.objects.filter(Q(user=user) | Q(team__in=mine))


def _shown(user: int) -> QuerySet[SavedView]:
    return _readable(user).select_related("team").order_by("name", "id")[:SHOWN]


VIEWS = Question(_shown, int)
"""By the user's id; `own_first` orders the answer."""
