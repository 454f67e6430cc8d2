"""An agent does something to one request, in a way that can be taken back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from aiuto.flows.change_many import Changed, change_many
from aiuto.people.models import User


@transaction.atomic
def change_one(
    reference: str, *, user: User, act: str, given: Mapping[str, Any] | None = None, now: datetime
) -> Changed:
    """As `change_many` with one request. Raises TicketError when it cannot be done."""
    changed = change_many([reference], user=user, act=act, given=given, now=now)
    for _reference, error in changed.skipped:
        raise error
    return changed
