"""One job from claim to end: done, to be tried again, or dead."""

from collections.abc import Callable
from datetime import datetime

import structlog
from django.db import transaction

from aiuto.jobs.claim import claim_next
from aiuto.jobs.errors import Dead, LeaseLost, RetryAt
from aiuto.jobs.lease import Lease, running
from aiuto.jobs.reasons import sentence
from aiuto.jobs.tasks import DatabaseTask, find_task

log = structlog.get_logger(__name__)


def run_next(now: datetime, *, worker: str, clock: Callable[[], datetime] | None = None) -> bool:
    """Claim the next job that is due and run it; False when there was none.

    The task reads the time from `clock`, which stands still at `now` unless one is given. Whatever the task
    raises is settled here; a database that has gone raises, and the lease settles the job.
    """
    job = claim_next(now, worker=worker)
    if job is None:
        return False
    with structlog.contextvars.bound_contextvars(job=job.pk, task=job.task, attempt=job.attempts):
        run(Lease(job, clock or (lambda: now)))
    return True


def run(lease: Lease) -> None:
    token = running.set(lease)
    try:
        _attempt(lease)
    except LeaseLost:
        log.warning("job.lease_lost")
    except Exception as error:  # noqa: BLE001 - whatever a task raises, its job goes on
        _after_failure(lease, error)
    else:
        log.info("job.done")
    finally:
        running.reset(token)


def _attempt(lease: Lease) -> None:
    job = lease.job
    if job.attempts > job.max_attempts:
        raise Dead(f"The worker was gone before the end of each of {job.max_attempts} attempts.")
    task = find_task(job.task)
    if task.outside:
        task.call(*job.args, **job.kwargs)
        _complete(lease)
    else:
        _call_inside(task, lease)


@transaction.atomic
def _complete(lease: Lease) -> None:
    if not lease.finished:
        lease.complete()


def _call_inside(task: DatabaseTask, lease: Lease) -> None:
    """Completion comes last: rows first, job last is everybody's order, and nobody waits in a circle."""
    with transaction.atomic():
        task.call(*lease.job.args, **lease.job.kwargs)
        if not lease.finished:
            lease.complete()


def _after_failure(lease: Lease, error: Exception) -> None:
    log.warning("job.failed", error=sentence(error), exc_info=not isinstance(error, Dead | RetryAt))
    try:
        _settle(lease, error)
    except LeaseLost:
        log.warning("job.lease_lost")


@transaction.atomic
def _settle(lease: Lease, error: Exception) -> None:
    match error:
        case Dead():
            lease.bury(str(error))
        case RetryAt():
            lease.retry(str(error), at=error.when)
        case _:
            lease.retry(sentence(error))
