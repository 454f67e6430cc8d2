"""A file goes into a draft."""

from datetime import datetime

from django.db import transaction

from aiuto.flows.keeping_files import Brought, keep_file
from aiuto.people.models import User
from aiuto.tickets import drafting
from aiuto.tickets.first import first_draft_for
from aiuto.tickets.locking import lock_for
from aiuto.tickets.models import Direction, Upload


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
    ticket = lock_for(user, reference) if reference else None
    file = keep_file(Brought(name, content_type, data), user=user, now=now)
    draft = (
        drafting.draft_for(ticket, user=user, direction=direction, now=now)
        if ticket
        else first_draft_for(key, user=user, now=now)
    )
    return drafting.add_upload(
        draft, sha256=file.sha256, name=file.name, content_type=file.content_type, size=file.size, now=now
    )
