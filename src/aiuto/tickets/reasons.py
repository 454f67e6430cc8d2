"""Why customers turn to us: the list of reasons, kept by leads."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import Actor
from aiuto.journal.changes import differences
from aiuto.journal.recording import record
from aiuto.tickets.errors import BadReasonName
from aiuto.tickets.models import Reason

LONGEST = 60


@transaction.atomic(savepoint=False)
def create_reason(*, name: str, by: Actor, now: datetime) -> Reason:
    """One more reason to choose from. Raises BadReasonName."""
    reason = Reason.objects.create(name=_free(name))
    record("reason.created", by=by, now=now, reason=reason.pk)
    return reason


@transaction.atomic(savepoint=False)
def rename_reason(reason: Reason, *, name: str, by: Actor, now: datetime) -> Reason:
    """The same reason in other words, on past requests too. Raises BadReasonName."""
    own = Reason.objects.select_for_update(no_key=True).get(pk=reason.pk)
    name = own.name if name == own.name else _free(name)
    if changed := differences(own, {"name": name}):
        own.name = name
        own.save(update_fields=["name"])
        record("reason.changed", by=by, now=now, reason=own.pk, changed=changed)
    return own


@transaction.atomic(savepoint=False)
def set_retired(reason: Reason, *, retired: bool, by: Actor, now: datetime) -> Reason:
    """A retired one is no longer offered; requests that have it keep it."""
    own = Reason.objects.select_for_update(no_key=True).get(pk=reason.pk)
    if (own.retired_at is not None) != retired:
        own.retired_at = now if retired else None
        own.save(update_fields=["retired_at"])
        record("reason.retired" if retired else "reason.brought_back", by=by, now=now, reason=own.pk)
    return own


def _free(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > LONGEST or Reason.objects.filter(name=name).exists():
        raise BadReasonName
    return name
