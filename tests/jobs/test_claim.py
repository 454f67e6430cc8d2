"""Claiming: what is due, the most urgent first, one worker each."""

from datetime import timedelta

import pytest
from django.db import connection, transaction

from aiuto.jobs.claim import claim_next, lease_end
from aiuto.jobs.models import Job
from aiuto.jobs.queue import enqueue
from tests.jobs import sample
from tests.jobs.processes import forked

SECOND = timedelta(seconds=1)


@pytest.mark.django_db
def test_claim_next_costs_one_statement_and_brings_all_a_run_needs(now, django_assert_num_queries):
    enqueue(sample.write, "lamp", now=now)
    with django_assert_num_queries(1):
        job = claim_next(now, worker="anna")
        assert (job.args, job.attempts, job.leased_by) == (["lamp"], 1, "anna")
        assert job.run_after == lease_end(now)


@pytest.mark.django_db
def test_claim_next_with_nothing_due_is_none(now):
    assert claim_next(now, worker="w") is None
    enqueue(sample.write, "lamp", now=now, run_after=now + SECOND)
    assert claim_next(now, worker="w") is None
    assert claim_next(now + SECOND, worker="w") is not None


@pytest.mark.django_db
def test_claim_next_goes_by_priority_then_time_then_order(now):
    late = now + timedelta(minutes=1)
    for mark, priority, run_after in [
        ("c", 0, now),
        ("d", 0, late),
        ("a", 50, late),
        ("e", -5, now),
        ("b", 50, late),
    ]:
        enqueue(sample.write.using(priority=priority), mark, now=now, run_after=run_after)
    claimed = [claim_next(late, worker="w").args[0] for _ in range(5)]
    assert claimed == ["a", "b", "c", "d", "e"]


@pytest.mark.django_db
def test_claim_next_leaves_a_leased_job_until_its_lease_ends(now):
    enqueue(sample.write, "lamp", now=now)
    claim_next(now, worker="anna")
    end = lease_end(now)
    assert claim_next(end - SECOND, worker="bruno") is None
    again = claim_next(end, worker="bruno")
    assert (again.leased_by, again.attempts) == ("bruno", 2)


@pytest.mark.django_db
def test_claim_next_walks_an_index(now):
    """The claim reads from the front of the order instead of sorting what is due."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # A few rows may be sorted sooner than read in order: whether the order can be read is the question.
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
        explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
        cursor.execute(
            f"{explain} SELECT id FROM jobs_job WHERE run_after <= %s "
            "ORDER BY priority DESC, run_after, id LIMIT 1",
            [connection.ops.adapt_datetimefield_value(now)],
        )
        plan = "\n".join(str(row) for row in cursor.fetchall())
    assert "jobs_job_next" in plan
    assert "sort" not in plan.lower()
    assert "temp b-tree" not in plan.lower()


@pytest.mark.postgresql_only
@pytest.mark.django_db(transaction=True)
def test_claim_next_passes_by_what_another_process_is_claiming(now):
    """The other's claim is not committed yet: without SKIP LOCKED this would wait for it, for ever."""
    for mark in "ab":
        enqueue(sample.write, mark, now=now)
    with forked(_claim_and_hold, now) as other:
        assert other.receive() == ["a"]
        assert claim_next(now, worker="here").args == ["b"]
        assert claim_next(now, worker="here") is None
        other.send("go on")
    assert sorted(Job.objects.values_list("leased_by", flat=True)) == ["here", "there"]


def _claim_and_hold(pipe, now):
    with transaction.atomic():
        pipe.send(claim_next(now, worker="there").args)
        pipe.recv()


@pytest.mark.django_db(transaction=True)
def test_claim_next_in_three_processes_gives_each_job_once(now):
    for mark in range(60):
        enqueue(sample.write, mark, now=now)
    with forked(_claim_all, now) as a, forked(_claim_all, now) as b, forked(_claim_all, now) as c:
        claimed = sorted(a.receive() + b.receive() + c.receive())
    assert claimed == list(range(60))
    assert set(Job.objects.values_list("attempts", flat=True)) == {1}


def _claim_all(pipe, now):
    claimed = []
    while job := claim_next(now, worker="w"):
        claimed += job.args
    pipe.send(claimed)
