"""A kind of promise is offered no longer, or again."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.people.policies import check_leads
from aiuto.promises import kinds
from aiuto.promises.models import OwnKind


@transaction.atomic
def retire_kind(kind: OwnKind, *, retired: bool, by: User, now: datetime) -> OwnKind:
    """Raises NotAllowed."""
    check_leads(by)
    return kinds.retire_kind(kind, retired=retired, by=person(by.pk), now=now)
