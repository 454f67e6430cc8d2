"""Desks and teams: made and changed by an administrator or the command line."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.db import transaction

from aiuto.journal.actors import Actor
from aiuto.journal.changes import differences
from aiuto.journal.recording import record
from aiuto.people.errors import BadName, BadNumber, BadOrder, BadPreference, NameTaken
from aiuto.people.models import Desk, DeskKind, Schedule, Team, User

LONGEST_NAME = 80
CHOICES = {"kind": DeskKind.values, "language": [*dict(settings.LANGUAGES)]}
MONTH = 30 * 24 * 60
LARGEST = {
    "ceiling_minutes": MONTH,
    "first_answer_minutes": MONTH,
    "update_minutes": MONTH,
    "wait_seconds": 3600,
    "call_back_minutes": MONTH,
    "close_after_days": 365,
    "ask_after_hours": 720,
    "remind_days": 90,
    "remind_again_days": 90,
    "solve_waiting_days": 90,
}
REMINDS = ("remind_days", "remind_again_days", "solve_waiting_days")
"""Each later than the one before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """What is set of a desk; what is None stays as it is."""

    name: str | None = None
    kind: str | None = None
    language: str | None = None
    private: bool | None = None
    schedule_id: int | None = None
    from_name: str | None = None
    signature: str | None = None
    ceiling_minutes: int | None = None
    first_answer_minutes: int | None = None
    update_minutes: int | None = None
    wait_seconds: int | None = None
    call_back_minutes: int | None = None
    close_after_days: int | None = None
    acknowledge: bool | None = None
    ask_helped: bool | None = None
    ask_after_hours: int | None = None
    remind: bool | None = None
    remind_days: int | None = None
    remind_again_days: int | None = None
    solve_waiting_days: int | None = None


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
    for value, choices in ((kind, CHOICES["kind"]), (language, CHOICES["language"])):
        if value not in choices:
            raise BadPreference(value)
    desk = Desk.objects.create(
        name=free_name(Desk, name),
        kind=kind,
        language=language,
        private=private,
        acknowledge=acknowledge,
        schedule=Schedule.objects.order_by("pk").first(),
    )
    record("desk.created", by=by, now=now, desk=desk.pk)
    return desk


@transaction.atomic(savepoint=False)
def change_desk(desk: Desk, front: Front, *, by: Actor, now: datetime) -> Desk:
    """What customers and colleagues meet there. Raises BadName, BadPreference, BadNumber, BadOrder."""
    own = Desk.objects.select_for_update(no_key=True).get(pk=desk.pk)
    values = _checked(own, {name: value for name, value in asdict(front).items() if value is not None})
    if changed := differences(own, values, unsaid={"signature"}):
        for name, value in values.items():
            setattr(own, name, value)
        own.save(update_fields=[*values])
        record("desk.changed", by=by, now=now, desk=own.pk, changed=changed)
    return own


@transaction.atomic(savepoint=False)
def keep_text(
    desk: Desk, kind: str, *, language: str, subject: str, text: str, by: Actor, now: datetime
) -> Desk:
    """An automatic mail in the desk's own words; what is empty of it is left to the given ones."""
    own = Desk.objects.select_for_update(no_key=True).get(pk=desk.pk)
    subjects = _with(own.subjects, language, kind, subject)
    texts = _with(own.texts, language, kind, text)
    if (subjects, texts) != (own.subjects, own.texts):
        own.subjects, own.texts = subjects, texts
        own.save(update_fields=["subjects", "texts"])
        said = bool(subject or text)
        record("desk.text_changed", by=by, now=now, desk=own.pk, text=kind, language=language, own=said)
    return own


def _with(
    texts: dict[str, dict[str, str]], language: str, kind: str, words: str
) -> dict[str, dict[str, str]]:
    """The texts with these words for a kind in a language, or without any; no language stays empty."""
    spoken = {name: said for name, said in texts.get(language, {}).items() if name != kind}
    spoken |= {kind: words} if words else {}
    others = {name: said for name, said in texts.items() if name != language}
    return others | ({language: spoken} if spoken else {})


def _checked(desk: Desk, values: dict[str, Any]) -> dict[str, Any]:
    """As they are kept: names in one line, the signature without empty ends, numbers within reason."""
    for name, choices in CHOICES.items():
        if values.get(name, choices[0]) not in choices:
            raise BadPreference(values[name])
    for name, largest in LARGEST.items():
        if not 0 < values.get(name, 1) <= largest:
            raise BadNumber
    if not _grow([values.get(name, getattr(desk, name)) for name in REMINDS]):
        raise BadOrder
    if "name" in values and values["name"] != desk.name:
        values["name"] = free_name(Desk, values["name"])
    if "from_name" in values:
        values["from_name"] = " ".join(values["from_name"].split())[:LONGEST_NAME]
    if "signature" in values:
        values["signature"] = values["signature"].strip()
    return values


def _grow(days: list[int]) -> bool:
    return all(one < other for one, other in pairwise(days))


@transaction.atomic(savepoint=False)
def create_team(*, name: str, desks: Iterable[Desk], by: Actor, now: datetime) -> Team:
    """A team that serves these desks. Raises BadName."""
    team = Team.objects.create(name=free_name(Team, name))
    team.desks.set(desks)
    record("team.created", by=by, now=now, team=team.pk)
    return team


@transaction.atomic(savepoint=False)
def change_team(
    team: Team, *, name: str, desks: Iterable[int], members: Iterable[int], by: Actor, now: datetime
) -> Team:
    """Its name, the desks that it serves and the people in it. Raises BadName."""
    own = Team.objects.select_for_update(no_key=True).get(pk=team.pk)
    before = {"name": own.name, "desks": _ids(own.desks), "members": _ids(own.members)}
    own.name = own.name if name == own.name else free_name(Team, name)
    own.save(update_fields=["name"])
    own.desks.set(Desk.objects.filter(pk__in=[*desks]))
    own.members.set(User.objects.filter(pk__in=[*members]))
    after = {"name": own.name, "desks": _ids(own.desks), "members": _ids(own.members)}
    if changed := differences(SimpleNamespace(**before), after):
        record("team.changed", by=by, now=now, team=own.pk, changed=changed)
    return own


@transaction.atomic(savepoint=False)
def serve(desk: Desk, *, team: str, by: Actor, now: datetime) -> Team:
    """The team of this name serves the desk too; a new one where there is none. Raises BadName."""
    own = Team.objects.select_for_update(no_key=True).filter(name=" ".join(team.split())).first()
    if own is None:
        return create_team(name=team, desks=[desk], by=by, now=now)
    own.desks.add(desk)
    record("team.changed", by=by, now=now, team=own.pk, desk=desk.pk)
    return own


def free_name(model: type[Desk | Team | Schedule], name: str) -> str:
    """A name in one line that no other of its kind has. Raises BadName, NameTaken."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise BadName
    if model.objects.filter(name=name).exists():
        raise NameTaken
    return name


def _ids(related: Any) -> list[int]:
    return sorted(related.values_list("pk", flat=True))
