"""Work that waits or runs (`Job`), that gave up (`DeadLetter`), and starts of periodic work (`Slot`)."""

from typing import Any

from django.db import models


class Work(models.Model):
    """What to call, with what, and how often that was tried."""

    task = models.CharField(max_length=200)
    args = models.JSONField(default=list)
    kwargs = models.JSONField(default=dict)
    priority = models.SmallIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    max_attempts = models.PositiveSmallIntegerField()
    last_error = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        abstract = True

    def work(self) -> dict[str, Any]:
        """What stays the same on the way from the queue to the dead letters and back."""
        same = ("task", "args", "kwargs", "unique_key", "priority", "max_attempts", "created_at")
        return {name: getattr(self, name) for name in same}


class Job(Work):
    """A row lives until its work is done or dead, so the table is as small as the work ahead.

    Nobody claims a job before `run_after`: at first the moment asked for, under a lease the end of the
    lease, after a failure the end of the back-off. `leased_by` is empty unless a worker has it; `attempts`
    counts the claims and is the fencing token of the present one.
    """

    unique_key = models.CharField(max_length=200, null=True)
    run_after = models.DateTimeField()
    leased_by = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unique_key"], name="jobs_job_unique_key")]
        indexes = [
            models.Index(fields=["-priority", "run_after", "id"], name="jobs_job_next"),
            models.Index(fields=["run_after"], name="jobs_job_due"),
        ]

    def __str__(self) -> str:
        return f"{self.task} #{self.pk}"


class DeadLetter(Work):
    """Kept until a person tries it again or discards it. `unique_key` may be in use again by a living job."""

    unique_key = models.CharField(max_length=200, null=True)
    died_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["-died_at", "-id"], name="jobs_deadletter_newest")]

    def __str__(self) -> str:
        return f"{self.task} †{self.pk}"


class Slot(models.Model):
    """One start of one periodic piece of work: the row that only one worker can insert."""

    name = models.CharField(max_length=100)
    starts_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "starts_at"], name="jobs_slot_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.starts_at:%Y-%m-%d %H:%M:%S}"
