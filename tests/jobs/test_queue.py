"""Queueing: in the caller's transaction, once a key, for one statement."""

from datetime import timedelta

import pytest
from django.db import transaction

from aiuto.jobs.errors import LetterGone
from aiuto.jobs.models import DeadLetter, Job
from aiuto.jobs.queue import discard_dead, enqueue, retry_dead
from aiuto.jobs.run import run_next
from tests.jobs import sample

pytestmark = pytest.mark.django_db


def test_enqueue_keeps_the_call(now):
    job = enqueue(sample.write, "lamp", now=now)
    job.refresh_from_db()
    assert (job.task, job.args, job.kwargs) == ("tests.jobs.sample.write", ["lamp"], {})
    assert (job.run_after, job.created_at, job.attempts, job.leased_by) == (now, now, 0, "")


def test_enqueue_costs_one_statement(now, django_assert_num_queries):
    with django_assert_num_queries(1):
        enqueue(sample.write, "lamp", now=now)
    with django_assert_num_queries(1):
        enqueue(sample.write, "lamp", now=now, unique_key="lamp")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("key", [None, "lamp"])
def test_enqueue_vanishes_with_a_rollback(now, key):
    with transaction.atomic():
        enqueue(sample.write, "lamp", now=now, unique_key=key)
        assert Job.objects.exists()
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_enqueue_takes_the_settings_attempts_unless_task_or_caller_say_otherwise(now, settings):
    usual = settings.ENVIRONMENT.aiuto_job_attempts
    assert enqueue(sample.write, "lamp", now=now).max_attempts == usual
    assert enqueue(sample.fail_and_tell, "lamp", now=now).max_attempts == 1
    assert enqueue(sample.fail_and_tell, "lamp", now=now, max_attempts=4).max_attempts == 4


def test_enqueue_refuses_what_is_not_json(now):
    with pytest.raises(TypeError):
        enqueue(sample.write, object(), now=now)


def test_enqueue_with_a_key_that_waits_changes_nothing(now):
    enqueue(sample.write, "first", now=now, unique_key="lamp")
    enqueue(sample.write, "second", now=now + timedelta(hours=1), unique_key="lamp")
    assert list(Job.objects.values_list("args", "run_after")) == [(["first"], now)]


def test_enqueue_with_a_key_that_is_done_queues_again(now):
    for mark in ("first", "second"):
        enqueue(sample.write, mark, now=now, unique_key="lamp")
        assert run_next(now, worker="w")
    assert sample.effects() == ["first", "second"]


def test_enqueue_with_a_key_that_is_dead_queues_again(now):
    enqueue(sample.give_up, now=now, unique_key="lamp")
    run_next(now, worker="w")
    enqueue(sample.write, "second", now=now, unique_key="lamp")
    assert Job.objects.get().args == ["second"]


def test_enqueue_without_key_queues_as_often_as_asked(now):
    for _ in range(2):
        enqueue(sample.write, "lamp", now=now)
    assert Job.objects.count() == 2


def dead(now, **more):
    enqueue(sample.give_up, now=now, **more)
    run_next(now, worker="w")
    return DeadLetter.objects.get()


def test_retry_dead_queues_the_same_work_with_all_attempts(now):
    letter = dead(now, unique_key="lamp", max_attempts=3)
    later = now + timedelta(days=1)
    retry_dead(letter.pk, now=later)
    job = Job.objects.get()
    assert (job.task, job.unique_key, job.attempts, job.max_attempts) == (letter.task, "lamp", 0, 3)
    assert (job.run_after, job.created_at, job.last_error) == (later, now, "the address does not exist")
    assert not DeadLetter.objects.exists()


def test_retry_dead_whose_key_is_at_work_again_leaves_the_living_job(now):
    letter = dead(now, unique_key="lamp")
    enqueue(sample.write, "fresh", now=now, unique_key="lamp")
    retry_dead(letter.pk, now=now)
    assert Job.objects.get().args == ["fresh"]
    assert not DeadLetter.objects.exists()


def test_discard_dead_returns_what_is_gone(now):
    letter = dead(now)
    assert discard_dead(letter.pk).task == letter.task
    assert not DeadLetter.objects.exists()


@pytest.mark.parametrize(
    "way_on", [lambda pk, now: retry_dead(pk, now=now), lambda pk, now: discard_dead(pk)]
)
def test_a_letter_that_is_gone_is_said_to_be(now, way_on):
    letter = dead(now)
    discard_dead(letter.pk)
    with pytest.raises(LetterGone):
        way_on(letter.pk, now)
