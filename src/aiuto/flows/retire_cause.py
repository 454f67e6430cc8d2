"""A cause of the house's own is no longer offered, or is again."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.people.policies import check_leads
from aiuto.tickets import causes
from aiuto.tickets.models import Cause


@transaction.atomic
def retire_cause(cause: Cause, *, retired: bool, by: User, now: datetime) -> Cause:
    """Requests that have it keep it. Raises NotAllowed, BadCause."""
    check_leads(by)
    return causes.set_retired(cause, retired=retired, by=person(by.pk), now=now)
