"""A colleague leaves: the account sleeps, what they did stays."""

from datetime import datetime

from django.db import transaction

from aiuto.flows.miss_owners import miss_owners
from aiuto.journal.actors import SYSTEM, person
from aiuto.people import accounts
from aiuto.people.models import User


@transaction.atomic
def deactivate_user(user: User, *, now: datetime, by: User | None = None) -> User:
    """End the account and its sessions, and tell leads of the recoveries that need another owner now.

    `by` None is the command line. Raises NotAllowed, LastAdministrator.
    """
    gone = accounts.deactivate(user, by=person(by.pk) if by else SYSTEM, now=now)
    miss_owners(now=now)
    return gone
