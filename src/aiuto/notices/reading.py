"""What was read is read everywhere."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from aiuto.notices.models import Kind, Notice
from aiuto.people.models import User


@transaction.atomic(savepoint=False)
def read(
    user: User | int, *, now: datetime, only: Iterable[int] | None = None, ticket: int | None = None
) -> int:
    """Take these notices of a person for read, those about one request, or all; how many were not yet.

    It is theirs alone, so the journal keeps no word of it.
    """
    unread = Notice.objects.filter(user=user, read_at__isnull=True)
    if only is not None:
        unread = unread.filter(pk__in=list(only))
    if ticket is not None:
        unread = unread.filter(ticket=ticket)
    return unread.update(read_at=now)


@transaction.atomic(savepoint=False)
def settle(users: Iterable[int], *, kind: Kind, ticket: int, now: datetime) -> int:
    """What these people were told of a request needs nobody any more; how many had not read it."""
    told = Notice.objects.filter(user__in=list(users), ticket=ticket, kind=kind, read_at__isnull=True)
    return told.update(read_at=now)


@transaction.atomic(savepoint=False)
def forget(*, before: datetime, limit: int) -> int:
    """Drop notices from before then, whether they were read or not: of the oldest `limit`; how many."""
    oldest = list(Notice.objects.order_by("pk")[:limit].values_list("pk", flat=True))
    dropped, _each = Notice.objects.filter(pk__in=oldest, at__lt=before).delete()
    return dropped
