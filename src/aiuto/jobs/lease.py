"""A worker's hold on one job: the only way to finish it, and worthless once the hold is lost."""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from django.db import connection, models, transaction

from aiuto.jobs.backoff import pause_after
from aiuto.jobs.claim import lease_end
from aiuto.jobs.errors import LeaseLost
from aiuto.jobs.models import DeadLetter, Job
from aiuto.jobs.reasons import presentable
from aiuto.jobs.tasks import find_task

log = structlog.get_logger(__name__)
running: ContextVar["Lease"] = ContextVar("running")


def current() -> "Lease":
    """The lease under which the calling task runs; LookupError outside of one."""
    return running.get()


@dataclass
class Lease:
    """`complete`, `retry`, `postpone` and `bury` belong in the transaction of their effect; all raise LeaseLost."""

    job: Job
    clock: Callable[[], datetime]
    finished: bool = field(default=False, init=False)

    def now(self) -> datetime:
        return self.clock()

    @property
    def last_attempt(self) -> bool:
        return self.job.attempts >= self.job.max_attempts

    def complete(self) -> None:
        """The work is done: its row goes."""
        self._settle(lambda row: row.delete()[0])

    def retry(self, reason: str, *, at: datetime | None = None) -> datetime | None:
        """When the next attempt is due: `at`, or after the usual back-off. None: that was the last one."""
        if self.last_attempt:
            self.bury(reason)
            return None
        due = at or self.now() + pause_after(self.job.attempts, job=self.job.pk)
        self._settle(lambda row: row.update(leased_by="", run_after=due, last_error=presentable(reason)))
        return due

    def postpone(self, at: datetime) -> None:
        """Not yet: once more at `at`, and this was no attempt."""
        attempts = self.job.attempts - 1
        self._settle(lambda row: row.update(leased_by="", run_after=at, attempts=attempts))

    def bury(self, reason: str) -> DeadLetter:
        """No further attempt can help: the work becomes a dead letter, and the task's `on_dead` is told."""
        self.complete()
        letter = DeadLetter.objects.create(
            **self.job.work(), attempts=self.job.attempts, last_error=presentable(reason), died_at=self.now()
        )
        self._tell(letter)
        return letter

    def renew(self) -> None:
        """Ask for a whole lease again, from now: what long outside work does between its steps."""
        if not self._row().update(run_after=lease_end(self.now())):
            raise LeaseLost(self.job)

    def _row(self) -> models.QuerySet[Job]:
        return Job.objects.filter(pk=self.job.pk, attempts=self.job.attempts, leased_by=self.job.leased_by)

    def _settle(self, change: Callable[[models.QuerySet[Job]], int]) -> None:
        if not connection.in_atomic_block:
            raise transaction.TransactionManagementError(
                "A job is finished in the transaction of its effect."
            )
        if not change(self._row()):
            raise LeaseLost(self.job)
        self.finished = True

    def _tell(self, letter: DeadLetter) -> None:
        """A letter is kept whether or not `on_dead` could do its part."""
        try:
            on_dead = find_task(letter.task).on_dead
            with transaction.atomic():
                if on_dead:
                    on_dead(*letter.args, reason=letter.last_error, now=letter.died_at, **letter.kwargs)
        except Exception:
            log.exception("job.on_dead_failed", letter=letter.pk)
