"""A saved reply is not wanted any more."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.manual import writing
from aiuto.manual.policies import check_change
from aiuto.manual.queries import saved_reply
from aiuto.people.models import User


@transaction.atomic
def drop_saved_reply(reply: int, *, user: User, now: datetime) -> None:
    """Drop it; answers that were written with it stay. Raises ManualError."""
    known = saved_reply(user, reply)
    check_change(user, known)
    writing.drop(known, by=person(user.pk), now=now)
