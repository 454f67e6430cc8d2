"""One job from claim to end."""

from datetime import timedelta

import pytest

from aiuto.jobs.backoff import pause_after
from aiuto.jobs.claim import claim_next, lease_end
from aiuto.jobs.lease import Lease
from aiuto.jobs.models import Job
from aiuto.jobs.queue import enqueue
from aiuto.jobs.run import run, run_next
from tests.jobs import sample

pytestmark = pytest.mark.django_db


def queue_and_run(task, *args, now, **more):
    enqueue(task, *args, now=now, **more)
    assert run_next(now, worker="w")


def test_run_next_without_work_is_false(now):
    assert run_next(now, worker="w") is False


def test_run_next_does_the_work_and_leaves_no_job(now):
    queue_and_run(sample.write, "lamp", now=now)
    assert sample.effects() == ["lamp"]
    assert not Job.objects.exists()


def test_run_next_costs_a_claim_and_a_completion(now, django_assert_num_queries):
    """Claim, begin, the task's one statement, completion, commit (here a savepoint and its release)."""
    enqueue(sample.write, "lamp", now=now)
    with django_assert_num_queries(5):
        run_next(now, worker="w")


def test_a_task_reads_the_time_of_its_lease(now):
    queue_and_run(sample.report_time, now=now)
    later = now + timedelta(seconds=3)
    enqueue(sample.report_time, now=now)
    run_next(now, worker="w", clock=lambda: later)
    assert sample.effects() == [now.isoformat(), later.isoformat()]


def test_a_failure_undoes_the_effect_and_comes_back_after_the_back_off(now):
    queue_and_run(sample.write_then_fail, "lamp", now=now)
    job = Job.objects.get()
    assert sample.effects() == []
    assert (job.last_error, job.leased_by) == ("ValueError: no such lamp: lamp", "")
    assert job.run_after == now + pause_after(1, job=job.pk)
    assert not run_next(job.run_after - timedelta(milliseconds=1), worker="w")
    assert run_next(job.run_after, worker="w")


def test_a_failure_at_the_last_attempt_is_a_dead_letter(now):
    queue_and_run(sample.write_then_fail, "lamp", now=now, max_attempts=2)
    assert run_next(now + timedelta(hours=1), worker="w")
    letter = sample.letters().get()
    assert (letter.attempts, letter.args, letter.created_at) == (2, ["lamp"], now)
    assert letter.died_at == now + timedelta(hours=1)
    assert letter.last_error == "ValueError: no such lamp: lamp"
    assert not Job.objects.exists()


def test_retry_at_chooses_the_next_attempt(now):
    queue_and_run(sample.come_back, 90, now=now)
    job = Job.objects.get()
    assert job.run_after == now + timedelta(seconds=90)
    assert job.last_error == "the workshop opens later"


def test_dead_ends_at_the_first_attempt(now):
    queue_and_run(sample.give_up, now=now)
    assert sample.letters().get().last_error == "the address does not exist"
    assert not Job.objects.exists()


def test_on_dead_is_told_in_the_burying_transaction(now):
    queue_and_run(sample.fail_and_tell, "lamp", now=now)
    assert sample.effects() == ["lamp"]
    assert sample.notes() == ["ValueError: broken at 09:00"]


def test_on_dead_that_fails_does_not_keep_the_letter_from_being_written(now):
    queue_and_run(sample.fail_and_tell_badly, "lamp", now=now)
    assert sample.letters().get().last_error == "ValueError: broken"


def test_a_name_that_leads_to_no_task_waits_for_the_version_that_knows_it(now):
    enqueue(sample.write, "lamp", now=now)
    Job.objects.update(task="tests.jobs.sample.not_a_task")
    run_next(now, worker="w")
    assert Job.objects.get().last_error == "UnknownTask: tests.jobs.sample.not_a_task"


def test_a_job_that_ends_its_workers_becomes_a_dead_letter_instead_of_running_for_ever(now):
    enqueue(sample.write, "lamp", now=now, max_attempts=2)
    claim_next(now, worker="killed")
    claim_next(lease_end(now), worker="killed too")
    assert run_next(lease_end(lease_end(now)), worker="w")
    assert sample.effects() == []
    assert "2 attempts" in sample.letters().get().last_error


def test_a_lost_lease_undoes_the_effect_and_leaves_the_job_to_its_new_worker(now):
    """The task itself moves the fence, and its rollback takes that back; two real leases are below."""
    queue_and_run(sample.lose_lease, "lamp", now=now)
    job = Job.objects.get()
    assert sample.effects() == []
    assert (job.attempts, job.leased_by, job.run_after) == (1, "w", lease_end(now))


def test_two_leases_on_one_job_have_one_effect(now):
    enqueue(sample.write, "lamp", now=now)
    slow = Lease(claim_next(now, worker="slow"), lambda: now)
    quick = Lease(claim_next(lease_end(now), worker="quick"), lambda: now)
    run(slow)
    assert sample.effects() == []
    run(quick)
    assert sample.effects() == ["lamp"]
    run(slow)
    assert sample.effects() == ["lamp"]
    assert not Job.objects.exists()


def test_a_failure_after_the_lease_was_lost_changes_nothing(now):
    enqueue(sample.write_then_fail, "lamp", now=now)
    slow = Lease(claim_next(now, worker="slow"), lambda: now)
    quick = claim_next(lease_end(now), worker="quick")
    run(slow)
    quick.refresh_from_db()
    assert (quick.leased_by, quick.attempts, quick.last_error) == ("quick", 2, "")


def test_outside_work_completes_with_its_effect(now):
    queue_and_run(sample.outside, "lamp", now=now)
    assert sample.effects() == ["lamp"]
    assert not Job.objects.exists()


def test_outside_work_that_just_returns_is_complete(now):
    queue_and_run(sample.outside_and_return, "lamp", now=now)
    assert not Job.objects.exists()


def test_outside_work_that_fails_keeps_neither_effect_nor_completion(now):
    queue_and_run(sample.outside_then_fail, "lamp", now=now)
    assert sample.effects() == []
    assert Job.objects.get().last_error == "OSError: connection reset"


def test_outside_work_that_fails_after_its_completion_is_done(now):
    queue_and_run(sample.done_then_fail, "lamp", now=now)
    assert sample.effects() == ["lamp"]
    assert not Job.objects.exists()


def test_outside_work_writes_its_failure_beside_the_job(now):
    queue_and_run(sample.try_later, "lamp", now=now, max_attempts=2)
    due = Job.objects.get().run_after
    assert due == now + pause_after(1, job=Job.objects.get().pk)
    run_next(due, worker="w")
    assert sample.notes() == [due.isoformat(), "dead"]
    assert sample.letters().get().last_error == "451 try again later"


def test_outside_work_that_lost_its_lease_keeps_no_effect(now):
    enqueue(sample.outside, "lamp", now=now)
    slow = Lease(claim_next(now, worker="slow"), lambda: now)
    claim_next(lease_end(now), worker="quick")
    run(slow)
    assert sample.effects() == []
    assert Job.objects.get().leased_by == "quick"
