"""A lead gives up work for good."""

from datetime import datetime

from django.db import transaction

from aiuto.jobs.models import DeadLetter
from aiuto.jobs.queue import discard_dead
from aiuto.journal.actors import person
from aiuto.journal.recording import record
from aiuto.people.models import User
from aiuto.people.policies import check_leads


@transaction.atomic
def discard_work(letter_id: int, *, user: User, now: datetime) -> DeadLetter:
    """Throw a dead letter away; the journal keeps that it was. Raises LetterGone, NotAllowed."""
    check_leads(user)
    letter = discard_dead(letter_id)
    record("work.discarded", by=person(user.pk), now=now, letter=letter_id, task=letter.task)
    return letter
