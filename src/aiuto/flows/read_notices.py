"""A person has read a notice, or all of them."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from aiuto.notices.reading import read
from aiuto.people.models import User


@transaction.atomic
def read_notices(user: User, *, now: datetime, only: Iterable[int] | None = None) -> int:
    """These, or all that wait; how many were not read yet."""
    return read(user, now=now, only=only)
