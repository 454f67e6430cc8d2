"""The task of this backend: one of django-tasks, with a few promises more.

`@task` runs inside one transaction together with its completion: keep it short.
`@task(outside=True)` does outside work first, then ends in a transaction of its own, together with its
effect: `with atomic(): …; current().complete()`. If it just returns, it is complete.
`@task(max_attempts=40, on_dead=tell)`: when the job is buried, `tell(*args, reason=…, now=…, **kwargs)` runs.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

from django.utils.module_loading import import_string
from django_tasks.base import Task

from aiuto.jobs.errors import UnknownTask

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseTask(Task[P, T]):
    outside: bool = False
    max_attempts: int | None = None
    on_dead: Callable[..., None] | None = None


def find_task(path: str) -> DatabaseTask:
    """Raises UnknownTask, also when the name leads to something that was never declared as a task."""
    try:
        found = import_string(path)
    except ImportError as error:
        raise UnknownTask(path) from error
    if not isinstance(found, DatabaseTask):
        raise UnknownTask(path)
    return found
