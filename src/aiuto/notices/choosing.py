"""How a person wants to be told: by kind, how often by mail, and when not at all."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time

from django.db import transaction
from django.db.models import Q

from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.notices.models import Choice, Digest, Every, Kind, QuietHours
from aiuto.notices.ways import Ways
from aiuto.people.models import User


@dataclass(frozen=True, slots=True)
class Wishes:
    """All of it. `quiet` is from and until on the person's clock; the same time twice, or None: never."""

    ways: Mapping[Kind, Ways]
    every: Every = Every.DAY
    quiet: tuple[time, time] | None = None


@transaction.atomic(savepoint=False)
def choose(user: User, wishes: Wishes, *, by: Actor, now: datetime) -> User:
    """Keep what this person wishes. What the browser shows stands in the list too."""
    Choice.objects.bulk_create(
        [
            Choice(user=user, kind=kind, in_app=app or browser, in_browser=browser, in_digest=digest)
            for kind, (app, browser, digest) in wishes.ways.items()
        ],
        update_conflicts=True,
        unique_fields=["user", "kind"],
        update_fields=["in_app", "in_browser", "in_digest"],
    )
    Digest.objects.update_or_create(user=user, defaults={"every": wishes.every})
    _be_quiet(user, wishes.quiet)
    record("person.notices_chosen", by=by, now=now, person=user.pk)
    return user


def _be_quiet(user: User, hours: tuple[time, time] | None) -> None:
    if hours is None or hours[0] == hours[1]:
        QuietHours.objects.filter(user=user).delete()
        return
    begins, ends = hours
    QuietHours.objects.update_or_create(user=user, defaults={"begins": begins, "ends": ends})


def who_wants(kind: Kind) -> set[int]:
    """Ids of those who chose to be told of this kind in any way."""
    ways = Q(in_app=True) | Q(in_browser=True) | Q(in_digest=True)
    return set(Choice.objects.filter(ways, kind=kind).values_list("user", flat=True))
