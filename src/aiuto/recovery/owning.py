"""Who carries a recovery: missed while they are not there, and taken by somebody who is. Callers hold its lock."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.people.models import Absence
from aiuto.recovery.errors import WrongState
from aiuto.recovery.models import IS_UNDER_WAY, UNDER_WAY, Recovery


def is_gone(now: datetime) -> Q:
    """Of a recovery: its owner has left the house, or is away for long, which includes until nobody knows when."""
    long = timedelta(days=settings.ENVIRONMENT.aiuto_long_absence_days)
    away = Absence.objects.filter(begins_at__lte=now)
    lasting = Q(ends_at__isnull=True) | Q(ends_at__gt=now, ends_at__gte=F("begins_at") + long)
    return Q(owner__is_active=False) | Q(owner__in=away.filter(lasting).values("user"))


def to_miss(now: datetime, *, limit: int) -> list[int]:
    """Ids of those under way whose owner is not there, and nobody was told."""
    missing = Recovery.objects.filter(IS_UNDER_WAY, is_gone(now), missed_at__isnull=True)
    return list(missing.order_by("opened_at", "id").values_list("pk", flat=True)[:limit])


def back_again(now: datetime, *, limit: int) -> list[int]:
    """Ids of those whose owner is there again."""
    missed = Recovery.objects.filter(IS_UNDER_WAY, missed_at__isnull=False).exclude(is_gone(now))
    return list(missed.order_by("opened_at", "id").values_list("pk", flat=True)[:limit])


@transaction.atomic(savepoint=False)
def note_missed(recovery: Recovery, *, missed: bool, by: Actor, now: datetime) -> bool:
    """Its owner is not there, or is there again; whether that is new."""
    if recovery.state not in UNDER_WAY or bool(recovery.missed_at) == missed:
        return False
    recovery.missed_at = now if missed else None
    recovery.save(update_fields=["missed_at"])
    _record("recovery.owner_missed" if missed else "recovery.owner_back", recovery, by=by, now=now)
    return True


@transaction.atomic(savepoint=False)
def take(recovery: Recovery, *, owner: int, by: Actor, now: datetime) -> Recovery:
    """Somebody carries on what has nobody. Raises WrongState where its owner is there, or another took it."""
    if recovery.state not in UNDER_WAY or recovery.missed_at is None:
        raise WrongState
    was, recovery.owner_id, recovery.missed_at = recovery.owner_id, owner, None
    recovery.save(update_fields=["owner", "missed_at"])
    _record("recovery.taken", recovery, by=by, now=now, was=was, owner=owner)
    return recovery


def _record(event: str, recovery: Recovery, *, by: Actor, now: datetime, **data: Any) -> None:
    who, ticket = recovery.customer_id, recovery.ticket_id
    record(event, by=by, now=now, ticket=ticket, customer=who, recovery=recovery.pk, **data)
