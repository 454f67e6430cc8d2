"""What an agent writes to a customer first is kept as they write."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from aiuto.people.models import User
from aiuto.tickets import first
from aiuto.tickets.models import Draft
from aiuto.tickets.repeating import just_said


@transaction.atomic
def save_first(
    key: str,
    *,
    user: User,
    head: first.Head,
    text: str,
    promises: Collection[str],
    known: datetime | None,
    now: datetime,
) -> Draft | None:
    """Keep the draft of this key. What was sent a moment ago is no draft any more: None. Raises TicketError."""
    if just_said(text, writer=user.pk, now=now).exists():
        return None
    return first.save_first(key, user=user, head=head, text=text, promises=promises, known=known, now=now)
