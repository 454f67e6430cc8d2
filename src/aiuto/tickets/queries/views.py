"""Saved views: one's own, and those of the teams one belongs to."""

from django.db.models import Q, QuerySet

from aiuto.people.models import User
from aiuto.tickets.errors import NotFound
from aiuto.tickets.models import SavedView

SHOWN = 60


def views_for(user: User) -> list[SavedView]:
    """The views this person may open, their own first, then their teams' (each with its `team`), by name."""
    readable = _readable(user).select_related("team").order_by("name", "id")[:SHOWN]
    return sorted(readable, key=lambda view: view.team_id is not None)


def view_for(user: User, view_id: int) -> SavedView:
    """One of them. Raises NotFound for missing and forbidden alike."""
    found = _readable(user).select_related("team").filter(pk=view_id).first()
    if found is None:
        raise NotFound
    return found


def _readable(user: User) -> QuerySet[SavedView]:
    mine = user.teams.through.objects.filter(user=user).values("team")
    return SavedView.objects.filter(Q(user=user) | Q(team__in=mine))
