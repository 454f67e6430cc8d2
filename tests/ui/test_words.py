"""Moments, lengths of time, sizes and initials, as people say them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone, translation

from aiuto.ui import words


@pytest.fixture(autouse=True)
def rome():
    with timezone.override("Europe/Rome"), translation.override("it"):
        yield


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (-5, "adesso"),
        (59, "adesso"),
        (60, "1 min"),
        (3_599, "59 min"),
        (3_900, "1 h 05"),
        (97_200, "1 g 3 h"),
    ],
)
def test_elapsed_in_two_units(seconds: int, said: str) -> None:
    assert words.elapsed(seconds) == said


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (timedelta(seconds=20), "proprio adesso"),
        (timedelta(minutes=1), "1 minuto fa"),
        (timedelta(minutes=59), "59 minuti fa"),
        (timedelta(hours=2), "08:00"),
        (timedelta(hours=11), "ieri 23:00"),
        (timedelta(days=3), "ven 10:00"),
        (timedelta(days=20), "10 feb"),
        (timedelta(days=400), "26 gen 2025"),
        (timedelta(days=-1), "domani 10:00"),
    ],
)
def test_moment_as_near_as_needed(now: datetime, before: timedelta, said: str) -> None:
    assert words.moment(now - before, now) == said


def test_moment_in_another_zone_moves_the_day(now: datetime) -> None:
    late = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    assert words.moment(late, now) == "00:30"
    with timezone.override("UTC"):
        assert words.moment(late, now) == "ieri 23:30"


def test_until_before_and_after(now: datetime) -> None:
    assert words.until(now + timedelta(minutes=90), now) == "tra 1 h 30"
    assert words.until(now, now) == "adesso"
    assert words.until(now + timedelta(seconds=59), now) == "adesso"
    assert words.until(now - timedelta(seconds=59), now) == "adesso"
    assert words.until(now - timedelta(minutes=90), now) == "in ritardo di 1 h 30"


def test_full_names_the_day(now: datetime) -> None:
    assert words.full(now) == "lunedì 2 marzo 2026, 10:00"


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ada Lumini", "AL"),
        ("Studio Bianchi e Associati", "SA"),
        ("eva@posta.example", "EP"),
        ("", "?"),
        ("   ", "?"),
        ("«»", "?"),
        ("dino", "D"),
        ("李 小龙", "李小"),
    ],
)
def test_initials_of_any_name(name: str, letters: str) -> None:
    assert words.initials(name) == letters


@pytest.mark.parametrize(("size", "said"), [(0, "0 byte"), (1_500, "2 kB"), (4_820_000, "4,8 MB")])
def test_file_size_in_the_readers_numbers(size: int, said: str) -> None:
    assert words.file_size(size) == said


def test_capped_beyond_the_cap() -> None:
    assert [words.capped(n, 99) for n in (1, 99, 100, 10**9)] == ["1", "99", "99+", "99+"]


def test_day_is_small_in_italian_and_written_out_in_english() -> None:
    assert words.day(date(2026, 11, 5)) == "5 nov 2026"
    assert words.day(None) == ""
    with translation.override("en"):
        assert words.day(date(2026, 11, 5)) == "5 Nov 2026"
