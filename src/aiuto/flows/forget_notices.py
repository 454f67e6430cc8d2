"""Notices of long ago go."""

from datetime import datetime, timedelta

from django.db import transaction

from aiuto.notices.reading import forget

KEPT = timedelta(days=90)


@transaction.atomic
def forget_notices(*, now: datetime, limit: int = 5_000) -> int:
    """Drop up to `limit` of them; how many."""
    return forget(before=now - KEPT, limit=limit)
