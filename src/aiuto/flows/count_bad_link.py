"""Somebody opened a link that is none: a few are mistakes, many are attempts."""

from datetime import datetime, timedelta

from aiuto.people.limits import allow

MINUTE = timedelta(minutes=1)


def count_bad_link(network: str, *, now: datetime) -> bool:
    """True while this client, and the whole world, open few of them a minute."""
    own = allow(f"bad links {network}", limit=20, window=MINUTE, now=now)
    return own and allow("bad links", limit=600, window=MINUTE, now=now)
