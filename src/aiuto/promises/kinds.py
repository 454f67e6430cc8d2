"""Kinds of promises that the house adds to those that are given: named by leads in both languages."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from aiuto.journal.actors import Actor
from aiuto.journal.changes import differences
from aiuto.journal.recording import record
from aiuto.promises.errors import BadKind
from aiuto.promises.models import OwnKind

LONGEST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What it is called, and whose it is: a desk's, or every desk's."""

    name_it: str
    name_en: str
    desk_id: int | None = None


@transaction.atomic(savepoint=False)
def create_kind(named: Named, *, by: Actor, now: datetime) -> OwnKind:
    """One more kind. Raises BadKind."""
    _check(named)
    kind = OwnKind.objects.create(**asdict(named))
    record("promise_kind.created", by=by, now=now, promise_kind=kind.pk, name=kind.name_en)
    return kind


@transaction.atomic(savepoint=False)
def change_kind(kind: OwnKind, named: Named, *, by: Actor, now: datetime) -> OwnKind:
    """Other names; what was promised by the old ones has the new. Raises BadKind."""
    own = OwnKind.objects.select_for_update(no_key=True).get(pk=kind.pk)
    _check(named, but=own.pk)
    if changed := differences(own, asdict(named)):
        OwnKind.objects.filter(pk=own.pk).update(**asdict(named))
        record(
            "promise_kind.changed", by=by, now=now, promise_kind=own.pk, name=named.name_en, changed=changed
        )
    return own


@transaction.atomic(savepoint=False)
def retire_kind(kind: OwnKind, *, retired: bool, by: Actor, now: datetime) -> OwnKind:
    """No longer offered, or offered again; promises that have it keep it."""
    own = OwnKind.objects.select_for_update(no_key=True).get(pk=kind.pk)
    if retired != (own.retired_at is not None):
        own.retired_at = now if retired else None
        own.save(update_fields=["retired_at"])
        happened = "promise_kind.retired" if retired else "promise_kind.brought_back"
        record(happened, by=by, now=now, promise_kind=own.pk, name=own.name_en)
    return own


def is_own_kind(kind: int) -> bool:
    """Whether there is such a kind, offered or not: what is renegotiated keeps its own."""
    return OwnKind.objects.filter(pk=kind).exists()


def _check(named: Named, *, but: int = 0) -> None:
    names = (named.name_it.strip(), named.name_en.strip())
    if not all(0 < len(name) <= LONGEST for name in names):
        raise BadKind
    same = OwnKind.objects.filter(Q(name_it__iexact=names[0]) | Q(name_en__iexact=names[1]))
    if same.filter(desk=named.desk_id).exclude(pk=but).exists():
        raise BadKind
