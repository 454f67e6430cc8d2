"""Tasks for these tests. Their effect is a row of `DeadLetter`, which would show an effect made twice."""

from datetime import UTC, datetime, timedelta
from threading import Event

from django.db import transaction
from django_tasks import task

from aiuto.jobs.errors import Dead, RetryAt
from aiuto.jobs.lease import current
from aiuto.jobs.models import DeadLetter, Job

EFFECT = "effect"
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def leave(mark, *, attempt=1, about=""):
    DeadLetter.objects.create(
        task=EFFECT,
        args=[mark],
        attempts=attempt,
        max_attempts=1,
        last_error=about,
        created_at=LONG_AGO,
        died_at=LONG_AGO,
    )


def effects():
    return [letter.args[0] for letter in DeadLetter.objects.filter(task=EFFECT).order_by("id")]


def notes():
    return [letter.last_error for letter in DeadLetter.objects.filter(task=EFFECT).order_by("id")]


def letters():
    return DeadLetter.objects.exclude(task=EFFECT)


@task
def write(mark):
    leave(mark, attempt=current().job.attempts)


@task
def write_often(mark):
    """Several statements, so that a kill finds the transaction open."""
    for _ in range(5):
        leave(mark, attempt=current().job.attempts)


@task
def write_then_fail(mark):
    leave(mark)
    raise ValueError(f"no such lamp: {mark}")


@task
def come_back(seconds):
    raise RetryAt(current().now() + timedelta(seconds=seconds), "the workshop opens later")


@task
def give_up():
    raise Dead("the address does not exist")


@task
def report_time():
    leave(current().now().isoformat())


@task
def lose_lease(mark):
    """What the row looks like once another worker has taken the job over."""
    leave(mark)
    Job.objects.filter(pk=current().job.pk).update(attempts=7)


@task(outside=True)
def outside(mark):
    with transaction.atomic():
        leave(mark)
        current().complete()


@task(outside=True)
def outside_and_return(mark):
    with transaction.atomic():
        leave(mark)


@task(outside=True)
def outside_then_fail(mark):
    with transaction.atomic():
        leave(mark)
        current().complete()
        raise OSError("connection reset")


@task(outside=True)
def done_then_fail(mark):
    with transaction.atomic():
        leave(mark)
        current().complete()
    raise OSError("goodbye failed")


@task(outside=True)
def try_later(mark):
    with transaction.atomic():
        due = current().retry("451 try again later")
        leave(mark, about="dead" if due is None else due.isoformat())


@task(outside=True)
def complete_outside_of_a_transaction():
    current().complete()


def tell(mark, *, reason, now):
    leave(mark, about=f"{reason} at {now:%H:%M}")


def tell_badly(mark, *, reason, now):
    raise RuntimeError("the telephone is off the hook")


@task(max_attempts=1, on_dead=tell)
def fail_and_tell(mark):
    raise ValueError("broken")


@task(max_attempts=1, on_dead=tell_badly)
def fail_and_tell_badly(mark):
    raise ValueError("broken")


def not_a_task():
    """A function somebody may have written into the table."""


stop = Event()
"""For a worker in the test's own process: `finish` ends it."""

pipe = None
"""For a worker in a process of its own: its line to the test."""


@task
def finish(mark):
    leave(mark)
    stop.set()


@task(outside=True)
def ask_first(mark):
    pipe.send("in hand")
    word = pipe.recv()
    with transaction.atomic():
        leave(word)
        current().complete()


@task
def finish_early():
    leave("early")
    stop.set()
