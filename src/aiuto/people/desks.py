"""Desks and teams: made and changed by an administrator or the command line."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction

from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.people.errors import BadName, BadPreference
from aiuto.people.models import Desk, DeskKind, Schedule, Team

LONGEST_NAME = 80


@transaction.atomic(savepoint=False)
def create_desk(
    *,
    name: str,
    kind: str,
    language: str,
    by: Actor,
    now: datetime,
    private: bool = False,
    acknowledge: bool = False,
) -> Desk:
    """A desk with the hours of the first schedule. Raises BadName (taken too), BadPreference."""
    for value, choices in ((kind, DeskKind.values), (language, dict(settings.LANGUAGES))):
        if value not in choices:
            raise BadPreference(value)
    desk = Desk.objects.create(
        name=_free_name(name),
        kind=kind,
        language=language,
        private=private,
        acknowledge=acknowledge,
        schedule=Schedule.objects.order_by("pk").first(),
    )
    record("desk.created", by=by, now=now, desk=desk.pk)
    return desk


@transaction.atomic(savepoint=False)
def change_desk(desk: Desk, *, name: str, from_name: str, signature: str, by: Actor, now: datetime) -> Desk:
    """How a desk is called and how it signs. Raises BadName."""
    own = Desk.objects.select_for_update().get(pk=desk.pk)
    own.name = name if name == own.name else _free_name(name)
    own.from_name, own.signature = " ".join(from_name.split())[:LONGEST_NAME], signature.strip()
    own.save(update_fields=["name", "from_name", "signature"])
    record("desk.changed", by=by, now=now, desk=own.pk)
    return own


@transaction.atomic(savepoint=False)
def create_team(*, name: str, desks: Iterable[Desk], by: Actor, now: datetime) -> Team:
    """A team that serves these desks. Raises BadName."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME or Team.objects.filter(name=name).exists():
        raise BadName
    team = Team.objects.create(name=name)
    team.desks.set(desks)
    record("team.created", by=by, now=now, team=team.pk)
    return team


@transaction.atomic(savepoint=False)
def serve(desk: Desk, *, team: str, by: Actor, now: datetime) -> Team:
    """The team of this name serves the desk too; a new one where there is none. Raises BadName."""
    own = Team.objects.select_for_update().filter(name=" ".join(team.split())).first()
    if own is None:
        return create_team(name=team, desks=[desk], by=by, now=now)
    own.desks.add(desk)
    record("team.changed", by=by, now=now, team=own.pk, desk=desk.pk)
    return own


def _free_name(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME or Desk.objects.filter(name=name).exists():
        raise BadName
    return name
