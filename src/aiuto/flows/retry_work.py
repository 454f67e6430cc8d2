"""A lead sends work that gave up back to the queue."""

from datetime import datetime

from django.db import transaction

from aiuto.jobs.models import Job
from aiuto.jobs.queue import retry_dead
from aiuto.journal.actors import person
from aiuto.journal.recording import record
from aiuto.people.models import User
from aiuto.people.policies import check_leads


@transaction.atomic
def retry_work(letter_id: int, *, user: User, now: datetime) -> Job:
    """Queue a dead letter again, with all its attempts. Raises LetterGone, NotAllowed."""
    check_leads(user)
    job = retry_dead(letter_id, now=now)
    record("work.queued", by=person(user.pk), now=now, letter=letter_id, task=job.task)
    return job
