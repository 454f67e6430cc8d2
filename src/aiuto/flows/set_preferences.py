"""A person chooses language, time zone, colours and ways of their own screens."""

from datetime import datetime

from django.db import transaction

from aiuto.people import accounts
from aiuto.people.models import User


@transaction.atomic
def set_preferences(
    user: User, *, language: str, time_zone: str, theme: str, now: datetime, **own_ways: bool | str
) -> User:
    """Empty means the installation's own; `own_ways` as in `accounts.set_preferences`. Raises BadPreference."""
    return accounts.set_preferences(
        user,
        language=language,
        time_zone=time_zone,
        theme=theme,
        by=accounts.oneself(user),
        now=now,
        **own_ways,
    )
