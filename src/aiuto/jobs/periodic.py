"""Periodic work: declared beside its task, started once in every slot of time, whoever looks first.

    @periodic(every=timedelta(minutes=5), name="close-solved")
    @task
    def close_solved() -> None: ...

Slots lie on multiples of `every` since 1970 (UTC). A slot that nobody was up for is not made good: the
work asks what is due, and the next slot finds it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from django.db import connection, transaction
from django_tasks.base import Task

from aiuto.jobs.models import Slot
from aiuto.jobs.queue import enqueue

AnyTask = TypeVar("AnyTask", bound=Task)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_REMEMBERED = timedelta(days=1)


@dataclass(frozen=True)
class Periodic:
    name: str
    every: timedelta
    task: Task

    def slot(self, now: datetime) -> datetime:
        return now - (now - _EPOCH) % self.every


declared: dict[str, Periodic] = {}


def periodic(*, every: timedelta, name: str) -> Callable[[AnyTask], AnyTask]:
    """Declare `task` (one without arguments) as periodic. The name is for ever: it tells slots apart."""

    def declare(task: AnyTask) -> AnyTask:
        if declared.get(name, Periodic(name, every, task)).task != task:
            raise ValueError(f"Two periodic tasks are named {name}.")
        declared[name] = Periodic(name, every, task)
        return task

    return declare


def due_slots(now: datetime, *, started: dict[str, datetime]) -> list[Periodic]:
    """Declared work whose present slot is not in `started`: by name, the last slots a worker knows of."""
    return [work for work in declared.values() if started.get(work.name) != work.slot(now)]


@transaction.atomic(savepoint=False)
def start_slot(work: Periodic, *, now: datetime) -> bool:
    """Queue the work of this slot; False when another worker has. One job of a name at a time is enough."""
    slot = work.slot(now)
    if not _insert(work.name, slot):
        return False
    enqueue(work.task, now=now, unique_key=f"periodic:{work.name}")
    Slot.objects.filter(name=work.name, starts_at__lt=slot - _REMEMBERED).delete()
    return True


def _insert(name: str, slot: datetime) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO jobs_slot (name, starts_at) VALUES (%s, %s) ON CONFLICT DO NOTHING",
            [name, connection.ops.adapt_datetimefield_value(slot)],
        )
        return bool(cursor.rowcount)
