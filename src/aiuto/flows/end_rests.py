"""Drafts that have rested are called to their writers' minds."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import SYSTEM
from aiuto.notices.models import Kind
from aiuto.notices.telling import tell
from aiuto.tickets.resting import rested


@transaction.atomic
def end_rests(*, now: datetime, limit: int = 200) -> int:
    """Tell the writers of up to `limit` drafts; how many."""
    over = rested(now=now, limit=limit)
    for writer, ticket in over:
        tell([writer], kind=Kind.RESTED, ticket=ticket, by=SYSTEM, now=now)
    return len(over)
