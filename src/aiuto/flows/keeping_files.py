"""A file that a colleague brings along is kept. Shared by drafts and by what shows that something was done."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from aiuto.files.names import safe_name
from aiuto.files.storing import store
from aiuto.people.limits import allow
from aiuto.people.models import User
from aiuto.tickets.drafting import LARGEST_FILE
from aiuto.tickets.errors import BadFile, TooManyUploads
from aiuto.tickets.messages import File

MOST_AN_HOUR = 300


@dataclass(frozen=True, slots=True)
class Brought:
    """A file as a browser sends it."""

    name: str
    content_type: str
    data: bytes


def keep_file(brought: Brought, *, user: User, now: datetime) -> File:
    """Its bytes are kept once, by their SHA-256. Raises BadFile, TooManyUploads."""
    if not allow(f"upload:{user.pk}", limit=MOST_AN_HOUR, window=timedelta(hours=1), now=now):
        raise TooManyUploads
    if not 0 < len(brought.data) <= LARGEST_FILE:
        raise BadFile
    sha256 = store([brought.data], now=now)[0]
    return File(sha256, safe_name(brought.name), brought.content_type[:120], len(brought.data))
