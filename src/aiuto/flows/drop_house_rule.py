"""A rule of the house's own is not wanted any more."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.manual.policies import check_tune
from aiuto.manual.queries.coach import house_rule
from aiuto.manual.tuning import drop_rule
from aiuto.people.models import User


@transaction.atomic
def drop_house_rule(rule: int, *, user: User, now: datetime) -> None:
    """Raises ManualError: NotTuning, NotFound."""
    check_tune(user)
    drop_rule(house_rule(rule), by=person(user.pk), now=now)
