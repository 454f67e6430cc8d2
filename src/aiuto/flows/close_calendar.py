"""A colleague's calendar is no longer to be read from outside."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.promises.feeding import close_feed


@transaction.atomic
def close_calendar(user: User, *, now: datetime) -> bool:
    """The address opens nothing any more; whether there was one."""
    return close_feed(user, by=person(user.pk), now=now)
