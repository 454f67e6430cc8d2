"""The django-tasks API in front of the queue."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus, default_task_backend, task
from django_tasks.exceptions import InvalidTaskError

from aiuto.jobs.backend import DatabaseBackend
from aiuto.jobs.models import Job
from tests.jobs import sample


def test_settings_name_this_backend():
    assert isinstance(sample.write.get_backend(), DatabaseBackend)
    assert default_task_backend.supports_defer


@pytest.mark.django_db
def test_enqueue_by_the_api_answers_with_a_ready_result(django_assert_num_queries):
    with django_assert_num_queries(1):
        result = sample.write.enqueue("lamp")
    assert result.status == TaskResultStatus.READY
    assert result.id == str(Job.objects.get().pk)


@pytest.mark.django_db
def test_using_reaches_the_job():
    later = timezone.now() + timedelta(hours=2)
    sample.write.using(run_after=later, priority=9).enqueue("lamp")
    job = Job.objects.get()
    assert (job.run_after, job.priority) == (later, 9)


def test_a_coroutine_is_refused():
    async def later():
        """Nothing here can wait for it."""

    later.__qualname__ = "later"
    with pytest.raises(InvalidTaskError, match="async"):
        task(later)
