"""What people and the worker may ask about the queue; every answer costs a bounded number of rows."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Q

from aiuto.jobs.errors import LetterGone
from aiuto.jobs.models import DeadLetter, Job

PAGE = 50


def dead_letters(
    *, after: DeadLetter | None = None, limit: int = PAGE, without: Collection[str] = ()
) -> list[DeadLetter]:
    """Newest first; `after` is the last letter of the page before. `without` names tasks to leave out."""
    letters = DeadLetter.objects.exclude(task__in=without).order_by("-died_at", "-id")
    if after:
        older = Q(died_at__lt=after.died_at) | Q(died_at=after.died_at, id__lt=after.pk)
        letters = letters.filter(older, died_at__lte=after.died_at)
    return list(letters[:limit])


def dead_letter(letter_id: int) -> DeadLetter:
    try:
        return DeadLetter.objects.get(pk=letter_id)
    except DeadLetter.DoesNotExist as error:
        raise LetterGone(letter_id) from error


def oldest_overdue(now: datetime) -> timedelta:
    """How long the job at the head of the queue has been waiting for a worker; zero when none is."""
    due = next_due()
    return max(now - due, timedelta()) if due else timedelta()


def next_due() -> datetime | None:
    """When the next job can be claimed: queued, coming back, or lost by its worker."""
    return Job.objects.order_by("run_after").values_list("run_after", flat=True).first()


def unfinished_arguments(task: str) -> set[int]:
    """The first argument (an id) of every job of this task that waits or runs."""
    return {args[0] for args in Job.objects.filter(task=task).values_list("args", flat=True).iterator()}
