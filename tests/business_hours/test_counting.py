"""Working minutes: examples a person can check, and properties over many calendars."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiuto.business_hours.calendar import ALWAYS_OPEN, Calendar, parse_calendar
from aiuto.business_hours.counting import add_working_minutes, is_open, working_minutes
from aiuto.business_hours.errors import NeverOpen

OFFICE = parse_calendar(
    "Europe/Rome", {str(day): [["09:00", "13:00"], ["14:00", "18:00"]] for day in range(5)}, country="IT"
)
CLOSED = Calendar("UTC", ((),) * 7)


class EveryDay:
    """A year of strikes."""

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "minutes", "due"),
    [
        ("2026-03-02 08:00", 60, "2026-03-02 09:00"),
        ("2026-03-02 08:00", 240, "2026-03-02 12:00"),
        ("2026-03-02 08:00", 241, "2026-03-02 13:01"),
        ("2026-03-02 12:30", 1, "2026-03-02 13:01"),
        ("2026-03-06 16:30", 60, "2026-03-09 08:30"),
        ("2026-03-07 10:00", 30, "2026-03-09 08:30"),
        ("2026-12-24 16:00", 120, "2026-12-28 09:00"),
        ("2026-03-27 16:30", 60, "2026-03-30 07:30"),
        ("2026-03-07 10:00", 0, "2026-03-07 10:00"),
    ],
)
def test_add_working_minutes_over_an_office_week(start, minutes, due):
    assert add_working_minutes(OFFICE, utc(start), minutes) == utc(due)


def test_add_working_minutes_when_always_open_is_plain_time():
    start = utc("2026-03-28 23:30")
    assert add_working_minutes(ALWAYS_OPEN, start, 10_000) == start + timedelta(minutes=10_000)


@pytest.mark.parametrize("calendar", [CLOSED, Calendar("UTC", OFFICE.week, EveryDay())])
def test_add_working_minutes_of_a_calendar_that_never_opens_is_an_error(calendar):
    with pytest.raises(NeverOpen):
        add_working_minutes(calendar, utc("2026-03-02 08:00"), 1)


def test_add_working_minutes_beyond_the_last_year_is_an_error():
    with pytest.raises(NeverOpen):
        add_working_minutes(OFFICE, utc("9999-12-30 08:00"), 100_000)


def test_add_working_minutes_backwards_is_an_error():
    with pytest.raises(ValueError, match="forward"):
        add_working_minutes(OFFICE, utc("2026-03-02 08:00"), -1)


def test_add_working_minutes_without_a_time_zone_is_an_error():
    with pytest.raises(ValueError, match="time zone"):
        add_working_minutes(OFFICE, datetime(2026, 3, 2, 8), 1)  # noqa: DTZ001 - what the test is about


def test_working_minutes_over_lunch_and_a_weekend():
    assert working_minutes(OFFICE, utc("2026-03-06 11:30"), utc("2026-03-09 08:15")) == 30 + 240 + 15


def test_working_minutes_of_a_holiday_are_none():
    assert working_minutes(OFFICE, utc("2026-12-24 17:00"), utc("2026-12-27 23:00")) == 0


def test_working_minutes_backwards_are_none():
    assert working_minutes(OFFICE, utc("2026-03-09 08:15"), utc("2026-03-06 11:30")) == 0


def test_working_minutes_of_a_calendar_that_never_opens_are_none():
    assert working_minutes(CLOSED, utc("2026-03-02 08:00"), utc("2036-03-02 08:00")) == 0


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-03-02 08:00", True),
        ("2026-03-02 11:59", True),
        ("2026-03-02 12:00", False),
        ("2026-03-02 07:59", False),
        ("2026-03-01 10:00", False),
        ("2026-04-06 10:00", False),
    ],
)
def test_is_open_at(at, expected):
    assert is_open(OFFICE, utc(at)) is expected


def test_is_open_until_midnight():
    calendar = parse_calendar("Europe/Rome", {"0": [["20:00", "24:00"]]})
    assert is_open(calendar, utc("2026-03-02 22:59"))
    assert not is_open(calendar, utc("2026-03-02 23:00"))


def spans() -> st.SearchStrategy[tuple[tuple[int, int], ...]]:
    edges = st.lists(st.integers(0, 1440), max_size=6, unique=True).map(sorted)
    return edges.map(lambda found: tuple(zip(found[::2], found[1::2], strict=False)))


calendars = st.builds(
    Calendar,
    st.sampled_from(["Europe/Rome", "UTC", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Apia"]),
    st.tuples(*[spans()] * 7).filter(any),
    st.frozensets(st.dates(date(2026, 3, 20), date(2026, 4, 10)), max_size=5),
)
moments = st.integers(0, 364 * 24 * 60).map(lambda minutes: utc("2026-01-01") + timedelta(minutes=minutes))
amounts = st.integers(0, 3_000)


@given(calendars, moments, amounts)
def test_working_minutes_undo_add_working_minutes(calendar, start, minutes):
    assert working_minutes(calendar, start, add_working_minutes(calendar, start, minutes)) == minutes


@given(calendars, moments, amounts, amounts)
def test_add_working_minutes_in_two_steps_is_one_step(calendar, start, first, second):
    half_way = add_working_minutes(calendar, start, first)
    assert add_working_minutes(calendar, half_way, second) == add_working_minutes(
        calendar, start, first + second
    )


@given(calendars, moments, amounts, st.integers(0, 500))
def test_add_working_minutes_is_monotone(calendar, start, minutes, more):
    due = add_working_minutes(calendar, start, minutes)
    assert start <= due <= add_working_minutes(calendar, start, minutes + more)
    assert due <= add_working_minutes(calendar, start + timedelta(minutes=more), minutes)


@given(calendars, moments, st.integers(1, 3_000))
def test_add_working_minutes_ends_just_after_an_open_moment(calendar, start, minutes):
    due = add_working_minutes(calendar, start, minutes)
    assert is_open(calendar, due - timedelta(microseconds=1))
