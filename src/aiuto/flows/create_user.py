"""A new colleague: an account, and the link by which to choose a password when none was given."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import SYSTEM, person
from aiuto.people import accounts
from aiuto.people.models import User
from aiuto.people.queries import teams_named
from aiuto.people.resetting import invite


@transaction.atomic
def create_user(
    *,
    email: str,
    name: str,
    role: str,
    now: datetime,
    password: str | None = None,
    teams: Iterable[str] = (),
    language: str = "",
    by: User | None = None,
) -> User:
    """Make the account; `by` None is the command line. Without a password, a link goes to the new colleague.

    Raises PeopleError: BadAddress, AddressTaken, BadName, BadPreference, WeakPassword, NotAllowed.
    """
    actor = person(by.pk) if by else SYSTEM
    user = accounts.create_user(
        email=email,
        name=name,
        role=role,
        password=password,
        by=actor,
        now=now,
        teams=teams_named(teams),
        language=language,
    )
    return invite(user, by=actor, now=now) if password is None else user
