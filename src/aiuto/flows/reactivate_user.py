"""A colleague comes back, and chooses a new password by a link."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people import accounts
from aiuto.people.models import User
from aiuto.people.resetting import invite


@transaction.atomic
def reactivate_user(user: User, *, by: User, now: datetime) -> User:
    """Wake the account and mail the link. Raises NotAllowed."""
    actor = person(by.pk)
    return invite(accounts.reactivate(user, by=actor, now=now), by=actor, now=now)
