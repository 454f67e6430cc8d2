"""The worker process: it works, stops when told, and outlives its database."""

import os
import shutil
import signal
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from django.db import connection
from django.utils import timezone

from aiuto.jobs import periodic
from aiuto.jobs.models import Job
from aiuto.jobs.queue import enqueue
from aiuto.worker.run import main, run_worker
from tests.jobs import sample
from tests.jobs.processes import forked

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def only_this_work(monkeypatch):
    """The application's own periodic work is not what these tests are about."""
    monkeypatch.setattr(periodic, "declared", {})
    sample.stop.clear()


def test_run_worker_does_what_is_due_and_stops_when_told(now):
    for task, mark in [(sample.write, "first"), (sample.finish, "last"), (sample.write, "too late")]:
        enqueue(task, mark, now=now)
    run_worker(sample.stop, name="w", clock=lambda: now)
    assert sample.effects() == ["first", "last"]
    assert Job.objects.get().args == ["too late"]


def test_run_worker_told_to_stop_before_it_starts_touches_nothing(now):
    enqueue(sample.write, "lamp", now=now)
    stop = Event()
    stop.set()
    run_worker(stop, clock=lambda: now)
    assert Job.objects.get().attempts == 0


def test_run_worker_starts_periodic_work(now):
    periodic.periodic(every=timedelta(minutes=5), name="finish")(sample.finish_early)
    run_worker(sample.stop, clock=lambda: now)
    assert sample.effects() == ["early"]


def test_run_worker_wakes_for_a_job_that_comes_due_while_it_waits(now):
    moments = iter([now] * 4)
    later = now + timedelta(hours=1)
    enqueue(sample.finish, "lamp", now=now, run_after=later)
    run_worker(sample.stop, clock=lambda: next(moments, later))
    assert sample.effects() == ["lamp"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_main_finishes_the_job_in_hand_when_told_to_end(number):
    enqueue(sample.ask_first, "first", now=timezone.now())
    enqueue(sample.write, "second", now=timezone.now())
    with forked(_main) as worker:
        assert worker.receive() == "in hand"
        os.kill(worker.process.pid, number)
        worker.send("done in peace")
    assert sample.effects() == ["done in peace"]
    assert Job.objects.get().args == ["second"]


def _main(pipe):
    sample.pipe = pipe
    main()


@pytest.mark.postgresql_only
def test_run_worker_connects_again_after_the_server_hung_up():
    with forked(_main) as worker:
        for word in ("before", "after"):
            enqueue(sample.ask_first, word, now=timezone.now())
            assert worker.receive() == "in hand"
            worker.send(word)
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
        enqueue(sample.ask_first, "last", now=timezone.now())
        assert worker.receive() == "in hand"
        os.kill(worker.process.pid, signal.SIGTERM)
        worker.send("last")
    assert "last" in sample.effects()
    assert len(sample.effects()) + Job.objects.count() == 3


@pytest.mark.sqlite_only
def test_run_worker_waits_for_a_database_that_is_not_there_yet(tmp_path):
    """A worker started before `aiuto migrate` begins to work when the tables are there."""
    enqueue(sample.ask_first, "lamp", now=timezone.now())
    connection.close()
    place = tmp_path / "later.sqlite3"
    with forked(_main_on, str(place)) as worker:
        assert worker.receive() == "not there"
        fresh = shutil.copyfile(connection.settings_dict["NAME"], tmp_path / "fresh")
        Path(fresh).replace(place)
        assert worker.receive() == "in hand"
        os.kill(worker.process.pid, signal.SIGTERM)
        worker.send("lamp")


def _main_on(pipe, place):
    connection.settings_dict["NAME"] = place
    with pytest.raises(Exception, match="no such table"):
        Job.objects.exists()
    connection.close()
    pipe.send("not there")
    _main(pipe)
