"""Periodic: files that wait in drafts for more than a day go."""

from datetime import datetime

from aiuto.tickets import drafting


def forget_uploads(*, now: datetime) -> int:
    """Returns how many went."""
    return drafting.forget_uploads(now=now)
