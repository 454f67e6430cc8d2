"""A rule of promises is not wanted any more; what it promised stays promised."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.people.policies import check_leads
from aiuto.promises import rules
from aiuto.promises.models import Rule


@transaction.atomic
def drop_rule(rule: Rule, *, by: User, now: datetime) -> None:
    """Raises NotAllowed."""
    check_leads(by)
    rules.drop_rule(rule, by=person(by.pk), now=now)
