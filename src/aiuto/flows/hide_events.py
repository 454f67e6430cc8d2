"""A person hides, or shows again, what happened between the messages of requests."""

from datetime import datetime

from django.db import transaction

from aiuto.people import accounts
from aiuto.people.models import User


@transaction.atomic
def hide_events(user: User, *, hidden: bool, now: datetime) -> User:
    """On all their screens. Raises PeopleError."""
    own = {"language": user.language, "time_zone": user.time_zone, "theme": user.theme}
    return accounts.set_preferences(user, **own, by=accounts.oneself(user), now=now, quiet_events=hidden)
