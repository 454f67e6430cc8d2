"""A saved reply was put into an answer."""

from datetime import datetime

from django.db import transaction

from aiuto.manual.queries import saved_reply
from aiuto.manual.writing import note_use
from aiuto.people.models import User


@transaction.atomic
def use_saved_reply(reply: int, *, user: User, now: datetime) -> None:
    """Next time it is offered sooner. Raises ManualError."""
    note_use(saved_reply(user, reply), now=now)
