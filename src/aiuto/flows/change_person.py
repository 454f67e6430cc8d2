"""A colleague gets another name, role or other teams."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.people import accounts
from aiuto.people.models import User


@transaction.atomic
def change_person(user: User, *, name: str, role: str, teams: Iterable[str], by: User, now: datetime) -> User:
    """Keep all three; `teams` by name. Raises PeopleError: BadName, BadPreference, NotAllowed, LastAdministrator."""
    return accounts.change_person(user, name=name, role=role, teams=teams, by=person(by.pk), now=now)
