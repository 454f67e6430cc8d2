"""The way in: queue a task, and the two ways on for a dead letter."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django_tasks.base import Task
from django_tasks.utils import normalize_json

from aiuto.jobs.errors import LetterGone
from aiuto.jobs.models import DeadLetter, Job
from aiuto.jobs.ringing import ring_on_commit


def enqueue(
    task: Task,
    *args: Any,
    now: datetime,
    unique_key: str | None = None,
    run_after: datetime | None = None,
    max_attempts: int | None = None,
    **kwargs: Any,
) -> Job:
    """Queue a call of `task` in the caller's transaction, for one statement.

    While a job with the same `unique_key` waits or runs, this changes nothing: lock what the task will read
    before you enqueue, and the job that is there sees what you wrote. A job with a key comes back without
    an id. Arguments must be JSON.
    """
    job = Job(
        task=task.module_path,
        args=normalize_json(args),
        kwargs=normalize_json(kwargs),
        unique_key=unique_key,
        priority=task.priority,
        run_after=run_after or task.run_after or now,
        max_attempts=max_attempts or _usual_attempts(task),
        created_at=now,
    )
    return _insert(job)


def _usual_attempts(task: Task) -> int:
    return getattr(task, "max_attempts", None) or settings.ENVIRONMENT.aiuto_job_attempts


def _insert(job: Job) -> Job:
    # Only a keyed job can meet its like: ON CONFLICT gives up the id that the other kind gets back.
    Job.objects.bulk_create([job], ignore_conflicts=job.unique_key is not None)
    ring_on_commit()
    return job


@transaction.atomic(savepoint=False)
def retry_dead(letter_id: int, *, now: datetime) -> Job:
    """Back to the queue with all its attempts. When its key is at work again, that job stands for it."""
    letter = _locked(letter_id)
    job = Job(**letter.work(), run_after=now, last_error=letter.last_error)
    letter.delete()
    return _insert(job)


@transaction.atomic(savepoint=False)
def discard_dead(letter_id: int) -> DeadLetter:
    """Give the work up for good; the letter is returned as it was, for the caller's record."""
    letter = _locked(letter_id)
    DeadLetter.objects.filter(pk=letter.pk).delete()
    return letter


def hasten(task: Task, first_arguments: Collection[int], *, now: datetime) -> int:
    """Bring forward the calls of `task` with these ids that wait for a later moment; how many."""
    later = Job.objects.filter(task=task.module_path, leased_by="", run_after__gt=now)
    wanted = [pk for pk, args in later.values_list("pk", "args") if args[0] in first_arguments]
    ring_on_commit()
    return Job.objects.filter(pk__in=wanted, leased_by="").update(run_after=now)


def forget_dead(task: Task, *args: Any) -> int:
    """Drop the dead letters of this very call, which somebody has dealt with elsewhere; how many."""
    letters = DeadLetter.objects.filter(task=task.module_path, args=normalize_json(args))
    return letters.delete()[0]


def _locked(letter_id: int) -> DeadLetter:
    try:
        return DeadLetter.objects.select_for_update(no_key=True).get(pk=letter_id)
    except DeadLetter.DoesNotExist as error:
        raise LetterGone(letter_id) from error
