"""A file goes into a draft."""

from datetime import datetime, timedelta

from django.db import transaction

from aiuto.files.names import safe_name
from aiuto.files.storing import store
from aiuto.people.limits import allow
from aiuto.people.models import User
from aiuto.tickets import drafting
from aiuto.tickets.errors import BadFile, TooManyUploads
from aiuto.tickets.first import first_draft_for
from aiuto.tickets.locking import lock_for
from aiuto.tickets.models import Direction, Upload

MOST_AN_HOUR = 300


@transaction.atomic
def upload(
    reference: str,
    *,
    user: User,
    direction: Direction,
    name: str,
    content_type: str,
    data: bytes,
    now: datetime,
    key: str = "",
) -> Upload:
    """Keep a file in one's draft on this request; without a reference in the first message of this `key`.

    Raises TicketError: BadFile, TooManyFiles, TooManyUploads."""
    if not allow(f"upload:{user.pk}", limit=MOST_AN_HOUR, window=timedelta(hours=1), now=now):
        raise TooManyUploads
    ticket = lock_for(user, reference) if reference else None
    if not 0 < len(data) <= drafting.LARGEST_FILE:
        raise BadFile
    draft = (
        drafting.draft_for(ticket, user=user, direction=direction, now=now)
        if ticket
        else first_draft_for(key, user=user, now=now)
    )
    sha256 = store([data], now=now)[0]
    return drafting.add_upload(
        draft, sha256=sha256, name=safe_name(name), content_type=content_type, size=len(data), now=now
    )
