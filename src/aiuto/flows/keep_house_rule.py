"""A lead adds a rule of the house's own to the coach, or changes one."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.manual.models import HouseRule
from aiuto.manual.policies import check_tune
from aiuto.manual.queries.coach import house_rule
from aiuto.manual.tuning import Wanted, keep_rule
from aiuto.people.models import User


@transaction.atomic
def keep_house_rule(
    rule: int | None, *, language: str, avoid: str, say: str, why: str, user: User, now: datetime
) -> HouseRule:
    """A new one where `rule` is None. Raises ManualError: NotTuning, NotFound, BadRule."""
    check_tune(user)
    known = house_rule(rule) if rule is not None else None
    wanted = Wanted(language=language, avoid=avoid, say=say, why=why)
    return keep_rule(wanted, rule=known, by=person(user.pk), now=now)
