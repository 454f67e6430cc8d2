"""A lead mutes a rule of the coach with a reason, or lets it speak again."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.manual import tuning
from aiuto.manual.policies import check_tune
from aiuto.people.models import User


@transaction.atomic
def mute_rule(rule: str, *, muted: bool, reason: str = "", user: User, now: datetime) -> None:
    """For everybody at once. Raises ManualError: NotTuning, NotFound, Unmutable, NoReason."""
    check_tune(user)
    if muted:
        tuning.mute(rule, reason=reason, by=person(user.pk), now=now)
    else:
        tuning.unmute(rule, by=person(user.pk), now=now)
