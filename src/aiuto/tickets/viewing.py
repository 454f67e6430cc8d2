"""Saved views: filters with a name, a person's own or a team's. Their names and filters stay out of the journal."""

from datetime import datetime
from typing import Any

from django.db import transaction

from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.tickets.errors import BadView, NotFound, TooManyViews
from aiuto.tickets.models import SavedView
from aiuto.tickets.queries import filters

LONGEST_NAME = 60
MOST = 30


@transaction.atomic(savepoint=False)
def save_view(
    name: str, query: str, *, user: int | None, team: int | None, by: Actor, now: datetime
) -> SavedView:
    """Keep a filter for this person or for this team: one of both. Raises BadView, TooManyViews."""
    if SavedView.objects.filter(user=user, team=team).count() >= MOST:
        raise TooManyViews
    view = SavedView.objects.create(
        name=_named(name), query=_filter(query), user_id=user, team_id=team, created_at=now
    )
    record("view.saved", by=by, now=now, **_whose(view))
    return view


@transaction.atomic(savepoint=False)
def change_view(
    view: SavedView, *, by: Actor, now: datetime, name: str | None = None, query: str | None = None
) -> SavedView:
    """Give it another name, another filter, or both. Raises BadView, NotFound when it was deleted meanwhile."""
    kept = SavedView.objects.select_for_update(no_key=True).filter(pk=view.pk).first()
    if kept is None:
        raise NotFound
    kept.name = kept.name if name is None else _named(name)
    kept.query = kept.query if query is None else _filter(query)
    kept.save(update_fields=["name", "query"])
    record("view.changed", by=by, now=now, **_whose(kept))
    return kept


@transaction.atomic(savepoint=False)
def drop_view(view: SavedView, *, by: Actor, now: datetime) -> SavedView:
    """Forget it; whoever was faster makes no difference."""
    gone, _ = SavedView.objects.filter(pk=view.pk).delete()
    if gone:
        record("view.dropped", by=by, now=now, **_whose(view))
    return view


def _whose(view: SavedView) -> dict[str, Any]:
    return {"view": view.pk, "user": view.user_id, "team": view.team_id}


def _named(name: str) -> str:
    name = " ".join(name.replace("\0", " ").split())
    if not 1 <= len(name) <= LONGEST_NAME:
        raise BadView
    return name


def _filter(query: str) -> str:
    found = str(filters.parse(query))
    if not found:
        raise BadView
    return found
