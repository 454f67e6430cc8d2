"""What went wrong: the causes that a house keeps below the given ones."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import Actor
from aiuto.journal.changes import differences
from aiuto.journal.recording import record
from aiuto.tickets.errors import BadCause, BadCauseName
from aiuto.tickets.models import Cause

LONGEST = 60


@transaction.atomic(savepoint=False)
def create_cause(*, name: str, parent: int, by: Actor, now: datetime) -> Cause:
    """One more below the given one with the id `parent`. Raises BadCauseName, BadCause."""
    cause = Cause.objects.create(name=_free(name), parent=_given(parent))
    record("cause.created", by=by, now=now, cause=cause.pk)
    return cause


@transaction.atomic(savepoint=False)
def change_cause(cause: Cause, *, name: str, parent: int, by: Actor, now: datetime) -> Cause:
    """An own one by another name or below another given one, on past requests too. Raises BadCauseName, BadCause."""
    own = _own(cause)
    name = own.name if name == own.name else _free(name)
    if changed := differences(own, {"name": name, "parent_id": _given(parent).pk}):
        own.name, own.parent_id = name, parent
        own.save(update_fields=["name", "parent"])
        record("cause.changed", by=by, now=now, cause=own.pk, changed=changed)
    return own


@transaction.atomic(savepoint=False)
def set_retired(cause: Cause, *, retired: bool, by: Actor, now: datetime) -> Cause:
    """A retired one is no longer offered; requests that have it keep it. Raises BadCause for a given one."""
    own = _own(cause)
    if (own.retired_at is not None) != retired:
        own.retired_at = now if retired else None
        own.save(update_fields=["retired_at"])
        record("cause.retired" if retired else "cause.brought_back", by=by, now=now, cause=own.pk)
    return own


def _own(cause: Cause) -> Cause:
    found = Cause.objects.select_for_update(no_key=True).filter(pk=cause.pk, given="").first()
    if found is None:
        raise BadCause
    return found


def _given(parent: int) -> Cause:
    found = Cause.objects.filter(pk=parent).exclude(given="").first()
    if found is None:
        raise BadCause
    return found


def _free(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > LONGEST or Cause.objects.filter(name=name).exists():
        raise BadCauseName
    return name
