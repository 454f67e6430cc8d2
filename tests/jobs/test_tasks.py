"""From a stored name back to the declared task."""

import pytest

from aiuto.jobs.errors import UnknownTask
from aiuto.jobs.tasks import find_task
from tests.jobs import sample


@pytest.mark.parametrize(
    "path", ["tests.jobs.sample.not_a_task", "tests.jobs.sample.gone", "os.system", "x", ""]
)
def test_find_task_runs_nothing_but_declared_tasks(path):
    with pytest.raises(UnknownTask):
        find_task(path)


def test_find_task_brings_back_the_declaration():
    assert find_task(sample.fail_and_tell.module_path) is sample.fail_and_tell
