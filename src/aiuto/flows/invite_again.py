"""The link by which a colleague chooses the first password goes out once more."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.people.policies import check_manages_people
from aiuto.people.resetting import invite


@transaction.atomic
def invite_again(user: User, *, by: User, now: datetime) -> User:
    """Nothing for who can sign in already, or has left. Raises NotAllowed."""
    check_manages_people(by)
    if user.has_usable_password() or not user.is_active:
        return user
    return invite(user, by=person(by.pk), now=now)
