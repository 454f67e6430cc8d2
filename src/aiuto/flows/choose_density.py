"""A person chooses dense or airy lists."""

from datetime import datetime

from django.db import transaction

from aiuto.people import accounts
from aiuto.people.models import User


@transaction.atomic
def choose_density(user: User, *, dense: bool, now: datetime) -> User:
    """On all their screens."""
    own = {"language": user.language, "time_zone": user.time_zone, "theme": user.theme}
    return accounts.set_preferences(user, **own, by=accounts.oneself(user), now=now, dense=dense)
