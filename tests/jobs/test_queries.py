"""What people and the worker may ask about the queue."""

from datetime import timedelta

import pytest

from aiuto.jobs import queries
from aiuto.jobs.claim import lease_end
from aiuto.jobs.errors import LetterGone
from aiuto.jobs.models import DeadLetter
from aiuto.jobs.queue import enqueue
from aiuto.jobs.run import run_next
from tests.jobs import sample

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def bury(moments):
    DeadLetter.objects.bulk_create(
        DeadLetter(task="t", args=[number], max_attempts=1, created_at=moment, died_at=moment)
        for number, moment in enumerate(moments)
    )


def test_dead_letters_are_paged_newest_first_through_equal_times(now, django_assert_num_queries):
    bury([now, now + MINUTE, now + MINUTE, now + MINUTE, now - MINUTE])
    seen, last = [], None
    for _ in range(3):
        with django_assert_num_queries(1):
            page = queries.dead_letters(after=last, limit=2)
        seen += [letter.args[0] for letter in page]
        last = page[-1]
    assert seen == [3, 2, 1, 0, 4]
    assert queries.dead_letters(after=last) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_dead_letters_cost_one_statement(now, rows, django_assert_num_queries):
    bury([now] * rows)
    with django_assert_num_queries(1):
        assert len(queries.dead_letters()) == rows


def test_dead_letter_is_fetched_or_gone(now):
    bury([now])
    letter = DeadLetter.objects.get()
    assert queries.dead_letter(letter.pk) == letter
    with pytest.raises(LetterGone):
        queries.dead_letter(letter.pk + 1)


def test_oldest_overdue_is_the_wait_at_the_head_of_the_queue(now):
    assert queries.oldest_overdue(now) == timedelta()
    enqueue(sample.write, "later", now=now, run_after=now + 9 * MINUTE)
    assert queries.oldest_overdue(now) == timedelta()
    enqueue(sample.write, "lamp", now=now)
    assert queries.oldest_overdue(now + MINUTE) == MINUTE


def test_next_due_tells_when_a_worker_may_sleep_until(now):
    assert queries.next_due() is None
    enqueue(sample.come_back, 30, now=now)
    enqueue(sample.write, "later", now=now, run_after=now + 9 * MINUTE)
    assert queries.next_due() == now
    run_next(now, worker="w")
    assert queries.next_due() == now + timedelta(seconds=30) < lease_end(now)
