"""A person says how they want to be told."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.notices.choosing import Wishes, choose
from aiuto.people.models import User


@transaction.atomic
def choose_notices(user: User, wishes: Wishes, *, now: datetime) -> User:
    """Keep what they wish for themselves."""
    return choose(user, wishes, by=person(user.pk), now=now)
