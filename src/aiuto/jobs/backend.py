"""The django-tasks backend on the database: SQLite or PostgreSQL, the one the application's data is in."""

from typing import Any

from django.utils import timezone
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus

from aiuto.jobs.queue import enqueue
from aiuto.jobs.tasks import DatabaseTask


class DatabaseBackend(BaseTaskBackend):
    """A finished job leaves no row, so nobody asks for results; a task that has one writes it down."""

    task_class = DatabaseTask
    supports_defer = True
    supports_priority = True

    def enqueue(self, task: Task, args: tuple[Any, ...], kwargs: dict[str, Any]) -> TaskResult:
        """The door for code that knows django-tasks alone; ours calls `queue.enqueue` with its own `now`."""
        self.validate_task(task)
        now = timezone.now()
        job = enqueue(task, *args, now=now, **kwargs)
        return TaskResult(
            task=task,
            id=str(job.pk),
            status=TaskResultStatus.READY,
            enqueued_at=now,
            started_at=None,
            finished_at=None,
            last_attempted_at=None,
            args=list(args),
            kwargs=kwargs,
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )
