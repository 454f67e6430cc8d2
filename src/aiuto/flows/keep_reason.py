"""A reason is added or gets other words."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.people.policies import check_leads
from aiuto.tickets import reasons
from aiuto.tickets.models import Reason


@transaction.atomic
def keep_reason(reason: Reason | None, *, name: str, by: User, now: datetime) -> Reason:
    """A new one where `reason` is None. Raises NotAllowed, BadReasonName."""
    check_leads(by)
    if reason is None:
        return reasons.create_reason(name=name, by=person(by.pk), now=now)
    return reasons.rename_reason(reason, name=name, by=person(by.pk), now=now)
