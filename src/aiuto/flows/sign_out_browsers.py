"""Somebody signs other browsers of their own out."""

from datetime import datetime

from django.db import transaction

from aiuto.people import accounts, browsers
from aiuto.people.models import User


@transaction.atomic
def sign_out_browsers(user: User, *, ids: list[int], now: datetime) -> int:
    """End these sessions of theirs; how many there were."""
    return browsers.sign_out(user, browsers=ids, by=accounts.oneself(user), now=now)
