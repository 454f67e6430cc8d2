"""Whether a page tells a lead that something is due while its owner is away."""

from datetime import datetime

from aiuto.people.policies import leads
from aiuto.people.queries import User
from aiuto.promises.queries.covering import is_anything_uncovered


def is_uncovered(user: User, now: datetime) -> bool:
    """For leads alone: at most two statements."""
    return leads(user) and is_anything_uncovered(user, now=now)
