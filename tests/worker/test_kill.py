"""Workers killed at random instants: every job has its effect exactly once."""

import itertools
import os
import signal
from collections import Counter
from random import Random
from threading import Event

import pytest
from django.db import OperationalError
from django.utils import timezone

from aiuto.jobs.models import DeadLetter, Job
from aiuto.jobs.queue import enqueue
from aiuto.worker.run import run_worker
from tests.jobs import sample
from tests.jobs.processes import Other

JOBS, CREW, KILLS = 200, 3, 20
ROWS_A_JOB = 5


@pytest.mark.django_db(transaction=True)
def test_killed_workers_lose_and_double_nothing(settings):
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(
        update={"aiuto_lease_seconds": 0.5, "aiuto_poll_seconds": 0.05}
    )
    for mark in range(JOBS):
        enqueue(sample.write_often, mark, now=timezone.now(), max_attempts=100)
    crew = [Other(_work) for _ in range(CREW)]
    try:
        kills = _kill_until_done(crew)
    finally:
        for worker in crew:
            worker.kill()
    assert Counter(sample.effects()) == dict.fromkeys(range(JOBS), ROWS_A_JOB)
    assert not sample.letters().exists()
    taken_over = DeadLetter.objects.filter(attempts__gt=1).count() // ROWS_A_JOB
    print(f"{kills} kills, {taken_over} jobs taken over from a killed worker")
    assert taken_over, "No kill hit a worker with a job: this proved nothing."


def _kill_until_done(crew: list[Other]) -> int:
    dice, kills = Random(8), 0
    while Job.objects.exists():
        victim = dice.randrange(CREW)
        if kills == KILLS:
            crew[victim].process.join(0.1)
            continue
        if kills % 2:
            crew[victim].process.join(dice.uniform(0.02, 0.1))
        else:
            victim = _whoever_has_a_job(crew)
        crew[victim].kill()
        crew[victim] = Other(_work)
        kills += 1
    return kills


def _whoever_has_a_job(crew: list[Other]) -> int:
    """A random instant may find every worker idle; here one is held still while it has a job, if there is any."""
    for victim in itertools.cycle(range(CREW)):
        worker = crew[victim]
        os.kill(worker.process.pid, signal.SIGSTOP)
        if _has_a_job(worker) or not Job.objects.exists():
            return victim
        os.kill(worker.process.pid, signal.SIGCONT)
    raise AssertionError


def _has_a_job(worker: Other) -> bool:
    """One that is held still within a write of SQLite's index keeps all others from reading: that one is at work."""
    try:
        return Job.objects.filter(leased_by__endswith=f":{worker.process.pid}").exists()
    except OperationalError:
        return True


def _work(_pipe):
    run_worker(Event())
