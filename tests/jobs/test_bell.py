"""The wake-up on PostgreSQL."""

from datetime import timedelta
from threading import Event

import pytest
from django.db import connection, transaction

from aiuto.jobs.bell import Bell
from aiuto.jobs.queue import enqueue
from tests.jobs import sample
from tests.jobs.processes import forked

pytestmark = pytest.mark.django_db(transaction=True)
LONG = 20.0


@pytest.mark.postgresql_only
def test_bell_rings_in_another_process_after_the_commit(now):
    with forked(_hear_one) as listener:
        assert listener.receive() == "listening"
        with transaction.atomic():
            enqueue(sample.write, "lamp", now=now)
            enqueue(sample.write, "lamp", now=now)
            assert not listener.pipe.poll(0.3)
        assert listener.receive() == "awake"


def _hear_one(pipe):
    with Bell() as bell:
        bell.wait(0.01, stop=Event())
        pipe.send("listening")
        bell.wait(LONG, stop=Event())
        pipe.send("awake")


@pytest.mark.postgresql_only
def test_bell_rings_once_a_transaction(now, django_assert_num_queries):
    """Begin, three inserts, commit, one NOTIFY."""
    with django_assert_num_queries(6), transaction.atomic():
        for _ in range(3):
            enqueue(sample.write, "lamp", now=now)


@pytest.mark.postgresql_only
def test_bell_that_can_not_ring_does_not_disturb_the_caller(now, monkeypatch):
    monkeypatch.setattr("aiuto.jobs.ringing.CHANNEL", "x" * 100)
    enqueue(sample.write, "lamp", now=now)
    assert not connection.needs_rollback


def test_bell_does_not_wait_when_told_to_stop():
    stop = Event()
    stop.set()
    with Bell() as bell:
        bell.wait(timedelta(hours=1).total_seconds(), stop=stop)
