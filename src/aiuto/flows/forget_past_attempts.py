"""Periodic: drop counters of limits, sessions and failed sign-ins whose time is over."""

from datetime import datetime

from aiuto.people import limits


def forget_past_attempts(*, now: datetime) -> int:
    """Returns how many were dropped."""
    return limits.forget_past(now=now)
