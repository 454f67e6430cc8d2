"""Periodic: who was at a request and has gone without a word is forgotten."""

from datetime import datetime

from aiuto.tickets import presence


def forget_presence(*, now: datetime) -> int:
    """Returns how many were dropped."""
    return presence.forget_past(now=now)
