"""A reason is no longer offered, or is again."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.people.policies import check_leads
from aiuto.tickets import reasons
from aiuto.tickets.models import Reason


@transaction.atomic
def retire_reason(reason: Reason, *, retired: bool, by: User, now: datetime) -> Reason:
    """Requests that have it keep it. Raises NotAllowed."""
    check_leads(by)
    return reasons.set_retired(reason, retired=retired, by=person(by.pk), now=now)
