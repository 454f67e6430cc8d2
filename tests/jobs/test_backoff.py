"""Waiting times after failures."""

from datetime import timedelta

import pytest

from aiuto.jobs.backoff import pause_after


@pytest.mark.parametrize(
    ("attempt", "seconds"), [(1, 15), (2, 45), (3, 135), (4, 405), (5, 1215), (6, 3600), (99, 3600)]
)
def test_pause_grows_threefold_to_an_hour_within_its_spread(attempt, seconds):
    pauses = [pause_after(attempt, job=job) / timedelta(seconds=seconds) for job in range(200)]
    assert min(pauses) >= 0.8
    assert max(pauses) <= 1.2
    assert max(pauses) - min(pauses) > 0.3


def test_pause_is_the_same_for_the_same_attempt():
    assert pause_after(3, job=7) == pause_after(3, job=7) != pause_after(3, job=8)
