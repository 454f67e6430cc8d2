"""A cause of the house's own is added, or gets another name or place."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.people.policies import check_leads
from aiuto.tickets import causes
from aiuto.tickets.models import Cause


@transaction.atomic
def keep_cause(cause: Cause | None, *, name: str, parent: int, by: User, now: datetime) -> Cause:
    """A new one where `cause` is None; `parent` is a given one. Raises NotAllowed, BadCauseName, BadCause."""
    check_leads(by)
    if cause is None:
        return causes.create_cause(name=name, parent=parent, by=person(by.pk), now=now)
    return causes.change_cause(cause, name=name, parent=parent, by=person(by.pk), now=now)
