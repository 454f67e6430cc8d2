"""A colleague leaves: the account sleeps, what they did stays."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people import accounts
from aiuto.people.models import User


@transaction.atomic
def deactivate_user(user: User, *, by: User, now: datetime) -> User:
    """End the account and its sessions. Raises NotAllowed, LastAdministrator."""
    return accounts.deactivate(user, by=person(by.pk), now=now)
