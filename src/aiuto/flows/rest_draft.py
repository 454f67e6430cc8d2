"""A writer takes a breath: the answer is kept as a draft for some minutes, then called to mind."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from aiuto.people.models import User
from aiuto.tickets.locking import lock_for
from aiuto.tickets.models import Draft
from aiuto.tickets.resting import rest


@transaction.atomic
def rest_draft(reference: str, *, user: User, text: str, seen: int | None, now: datetime) -> Draft:
    """It can be changed and sent at any time meanwhile. Raises NotFound, Empty, TooLong, Planned."""
    until = now + timedelta(minutes=settings.ENVIRONMENT.aiuto_breath_minutes)
    return rest(lock_for(user, reference), user=user, text=text, until=until, begun_after=seen, now=now)
