"""The cache on the database."""

import pytest
import time_machine

from aiuto.people.cache import DatabaseCache
from aiuto.people.models import Remembered


@pytest.fixture
def cache(db):
    return DatabaseCache("", {})


def test_get_returns_what_was_set(cache):
    cache.set("a", [1.5, "è", None])
    assert cache.get("a") == [1.5, "è", None]


def test_get_of_nothing_is_the_default(cache):
    assert cache.get("a", "none") == "none"


def test_get_after_the_time_is_the_default(cache):
    with time_machine.travel("2026-03-02 09:00", tick=False) as clock:
        cache.set("a", 1, timeout=10)
        clock.shift(9)
        assert cache.get("a") == 1
        clock.shift(1)
        assert cache.get("a") is None


def test_add_keeps_the_first(cache):
    assert cache.add("a", 1)
    assert not cache.add("a", 2)
    assert cache.get("a") == 1


def test_add_takes_the_place_of_what_is_over(cache):
    with time_machine.travel("2026-03-02 09:00", tick=False) as clock:
        cache.add("a", 1, timeout=10)
        clock.shift(10)
        assert cache.add("a", 2)
        assert not cache.add("a", 3)


def test_set_replaces(cache):
    cache.set("a", 1)
    cache.set("a", 2)
    assert cache.get("a") == 2


def test_delete_says_whether_it_was_there(cache):
    cache.set("a", 1)
    assert cache.delete("a")
    assert not cache.delete("a")


def test_touch_makes_it_last(cache):
    with time_machine.travel("2026-03-02 09:00", tick=False) as clock:
        cache.set("a", 1, timeout=10)
        assert cache.touch("a", timeout=100)
        clock.shift(50)
        assert cache.get("a") == 1
        clock.shift(50)
        assert not cache.touch("a")


def test_incr_and_get_or_set_work_as_django_says(cache):
    assert cache.get_or_set("a", 3) == 3
    assert cache.incr("a") == 4


def test_set_for_ever_is_never_over(cache):
    cache.set("a", 1, timeout=None)
    assert Remembered.objects.get().until.year == 9999


def test_set_refuses_what_only_a_pickle_could_keep(cache):
    with pytest.raises(TypeError):
        cache.set("a", object())


def test_clear_empties(cache):
    cache.set("a", 1)
    cache.clear()
    assert not Remembered.objects.exists()
