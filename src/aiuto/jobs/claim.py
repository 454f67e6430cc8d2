"""How a worker gets its next job: one statement, after which nobody else has it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection

from aiuto.jobs.models import Job

_CLAIM = """
    UPDATE jobs_job SET leased_by = %s, run_after = %s, attempts = attempts + 1
    WHERE id = (
        SELECT id FROM jobs_job WHERE run_after <= %s
        ORDER BY priority DESC, run_after, id LIMIT 1 {skip_locked}
    )
    RETURNING *
"""
_SQLITE = _CLAIM.format(skip_locked="")
_POSTGRESQL = _CLAIM.format(skip_locked="FOR UPDATE SKIP LOCKED")


def claim_next(now: datetime, *, worker: str) -> Job | None:
    """The most urgent job that is due, leased to `worker`. A job whose lease has ended is due again."""
    claim = _POSTGRESQL if connection.features.has_select_for_update_skip_locked else _SQLITE
    until, at = (connection.ops.adapt_datetimefield_value(moment) for moment in (lease_end(now), now))
    return next(iter(list(Job.objects.raw(claim, [worker, until, at]))), None)


def lease_end(now: datetime) -> datetime:
    return now + timedelta(seconds=settings.ENVIRONMENT.aiuto_lease_seconds)
