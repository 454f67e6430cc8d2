"""Periodic work: every slot once."""

from datetime import UTC, datetime, timedelta

import pytest

from aiuto.jobs import periodic as module
from aiuto.jobs.models import Job, Slot
from aiuto.jobs.periodic import Periodic, due_slots, periodic, start_slot
from tests.jobs import sample
from tests.jobs.processes import forked

FIVE = timedelta(minutes=5)
WORK = Periodic("count-lamps", FIVE, sample.report_time)


@pytest.fixture(autouse=True)
def own_declarations(monkeypatch):
    monkeypatch.setattr(module, "declared", {})


def test_slot_lies_on_multiples_of_the_interval(now):
    assert WORK.slot(now + timedelta(minutes=7, seconds=3)) == now + FIVE
    assert WORK.slot(now + FIVE) == now + FIVE
    daily = Periodic("daily", timedelta(days=1), sample.report_time)
    assert daily.slot(now) == datetime(2026, 3, 2, tzinfo=UTC)


def test_periodic_declares_and_leaves_the_task_alone():
    assert periodic(every=FIVE, name="count-lamps")(sample.report_time) is sample.report_time
    assert module.declared == {"count-lamps": WORK}


def test_periodic_refuses_a_second_task_of_the_same_name():
    periodic(every=FIVE, name="count-lamps")(sample.report_time)
    with pytest.raises(ValueError, match="count-lamps"):
        periodic(every=FIVE, name="count-lamps")(sample.give_up)


def test_due_slots_are_those_not_started_yet(now):
    periodic(every=FIVE, name="count-lamps")(sample.report_time)
    assert due_slots(now, started={}) == [WORK]
    assert due_slots(now + timedelta(minutes=4), started={"count-lamps": now}) == []
    assert due_slots(now + FIVE, started={"count-lamps": now}) == [WORK]


@pytest.mark.django_db
def test_start_slot_queues_the_work_once(now):
    assert start_slot(WORK, now=now)
    assert not start_slot(WORK, now=now + timedelta(minutes=4))
    assert Job.objects.get().task == sample.report_time.module_path


@pytest.mark.django_db
def test_start_slot_of_the_next_slot_waits_for_the_job_of_the_last(now):
    assert start_slot(WORK, now=now)
    assert start_slot(WORK, now=now + FIVE)
    assert Job.objects.count() == 1
    assert Slot.objects.count() == 2


@pytest.mark.django_db
def test_start_slot_forgets_the_slots_of_the_day_before(now):
    for day in range(4):
        start_slot(WORK, now=now + timedelta(days=day))
    assert Slot.objects.count() == 2


@pytest.mark.django_db
def test_start_slot_costs_the_same_every_time(now, django_assert_num_queries):
    for turn in range(2):
        with django_assert_num_queries(3):
            start_slot(WORK, now=now + turn * FIVE)


@pytest.mark.django_db(transaction=True)
def test_start_slot_in_three_processes_starts_each_slot_once(now):
    with forked(_start, now) as a, forked(_start, now) as b, forked(_start, now) as c:
        assert a.receive() + b.receive() + c.receive() == 20
    assert Slot.objects.count() == 20


def _start(pipe, now):
    pipe.send(sum(start_slot(WORK, now=now + turn * FIVE) for turn in range(20)))
