"""A schedule: examples a person can check, and properties against an oracle that counts minute by minute."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aiuto.business_hours import BadSchedule, NeverCloses, NeverOpen, Schedule
from aiuto.business_hours.reading import ALWAYS_OPEN, holidays_of
from tests.business_hours import oracle

DAYTIME = ((time(9), time(13)), (time(14), time(18)))
OFFICE = Schedule("Europe/Rome", dict.fromkeys(range(5), DAYTIME), holidays_of("IT"))
NIGHTS = Schedule("Europe/Rome", dict.fromkeys(range(7), ((time(22), time(6)),)))
CLOSED = Schedule("Europe/Rome", {})
HOUR = timedelta(hours=1)


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
        ("2026-03-27 16:00", 120, "2026-03-30 08:00"),
        ("2026-03-02 08:00:00.000007", 1, "2026-03-02 08:01:00.000007"),
        ("2026-03-07 10:00", 0, "2026-03-07 10:00"),
    ],
)
def test_add_counts_office_hours(start, minutes, due):
    assert OFFICE.add(utc(start), timedelta(minutes=minutes)) == utc(due)


def test_add_takes_any_time_zone_and_answers_in_utc():
    start = datetime(2026, 3, 2, 18, tzinfo=timezone(timedelta(hours=9)))
    due = OFFICE.add(start, HOUR)
    assert due == utc("2026-03-02 10:00")
    assert due.utcoffset() == timedelta()


def test_next_open_is_the_moment_itself_when_open():
    at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert OFFICE.next_open(at) is at
    assert OFFICE.next_open(utc("2026-03-02 12:00")) == utc("2026-03-02 13:00")
    assert OFFICE.next_open(utc("2026-12-24 17:00")) == utc("2026-12-28 08:00")


def test_next_close_ends_the_interval_that_is_open_or_comes_next():
    assert OFFICE.next_close(utc("2026-03-02 08:00")) == utc("2026-03-02 12:00")
    assert OFFICE.next_close(utc("2026-03-02 12:00")) == utc("2026-03-02 17:00")
    assert OFFICE.next_close(utc("2026-03-07 10:00")) == utc("2026-03-09 12:00")


def test_opens_on_days_of_the_week_that_are_no_holidays():
    days = {"2026-12-23": True, "2026-12-25": False, "2026-12-26": False, "2026-12-28": True}
    assert {day: OFFICE.opens_on(date.fromisoformat(day)) for day in days} == days


def test_nights_run_into_the_next_day_and_meet():
    assert NIGHTS.is_open(utc("2026-03-03 03:00"))
    assert not NIGHTS.is_open(utc("2026-03-03 05:00"))
    assert NIGHTS.between(utc("2026-03-02 12:00"), utc("2026-03-04 12:00")) == 16 * HOUR


def test_midnight_and_the_last_moment_end_the_day():
    whole = Schedule("Europe/Rome", {0: [(time(0), time(0))], 1: [(time(20), time.max)]})
    assert whole.next_close(utc("2026-03-02 10:00")) == utc("2026-03-02 23:00")
    assert whole.next_close(utc("2026-03-03 20:00")) == utc("2026-03-03 23:00")
    assert whole.between(utc("2026-03-01 00:00"), utc("2026-03-08 00:00")) == 28 * HOUR


def test_holiday_closes_the_day_and_its_night():
    nights = Schedule("Europe/Rome", NIGHTS.week, {date(2026, 3, 3)})
    assert nights.is_open(utc("2026-03-03 03:00"))
    assert not nights.is_open(utc("2026-03-03 22:00"))
    assert not nights.is_open(utc("2026-03-04 03:00"))


def test_exceptions_go_before_week_and_holidays():
    special = {date(2026, 12, 25): [(time(10), time(12))], date(2026, 12, 28): None, date(2026, 12, 29): ()}
    schedule = Schedule("Europe/Rome", OFFICE.week, holidays_of("IT"), special)
    assert schedule.next_open(utc("2026-12-24 17:00")) == utc("2026-12-25 09:00")
    assert schedule.next_open(utc("2026-12-25 11:00")) == utc("2026-12-30 08:00")


def test_patron_saint_of_a_province_closes_its_day():
    milan = Schedule("Europe/Rome", OFFICE.week, holidays_of("IT", "MI"))
    assert not milan.is_open(utc("2026-12-07 09:00"))
    assert OFFICE.is_open(utc("2026-12-07 09:00"))


def test_hour_that_spring_skips_does_not_count():
    assert NIGHTS.between(utc("2026-03-28 12:00"), utc("2026-03-29 12:00")) == 7 * HOUR


def test_hour_that_autumn_repeats_counts_twice():
    assert NIGHTS.between(utc("2026-10-24 12:00"), utc("2026-10-25 12:00")) == 9 * HOUR


def test_edges_inside_the_skipped_hour_move_to_where_the_clock_goes_on():
    schedule = Schedule("Europe/Rome", {6: [(time(2, 30), time(5))]})
    assert schedule.next_open(utc("2026-03-28 12:00")) == utc("2026-03-29 01:00")
    assert Schedule("Europe/Rome", {6: [(time(2, 10), time(2, 50))]}).next_open(
        utc("2026-03-28 12:00")
    ) == utc("2026-04-05 00:10")


def test_edge_inside_the_repeated_hour_is_met_twice():
    schedule = Schedule("Europe/Rome", {6: [(time(1), time(2, 30))]})
    assert schedule.next_close(utc("2026-10-24 12:00")) == utc("2026-10-25 00:30")
    assert schedule.next_open(utc("2026-10-25 00:30")) == utc("2026-10-25 01:00")
    assert schedule.next_close(utc("2026-10-25 01:00")) == utc("2026-10-25 01:30")


@pytest.mark.parametrize("schedule", [CLOSED, Schedule("UTC", OFFICE.week, EveryDay())])
def test_never_open_is_an_error_and_no_time(schedule):
    start = utc("2026-03-02 08:00")
    for ask in (lambda: schedule.add(start, HOUR), lambda: schedule.next_open(start)):
        with pytest.raises(NeverOpen):
            ask()
    with pytest.raises(NeverOpen):
        schedule.next_close(start)
    assert schedule.between(start, utc("2030-01-01 00:00")) == timedelta()
    assert not schedule.is_open(start)


def test_always_open_counts_every_moment_and_never_closes():
    start = utc("2026-03-02 08:00:00.000001")
    assert ALWAYS_OPEN.add(start, timedelta(days=5000)) == start + timedelta(days=5000)
    with pytest.raises(NeverCloses):
        ALWAYS_OPEN.next_close(start)


@pytest.mark.parametrize("edge", ["0001-01-01 00:00", "9999-12-31 23:00"])
def test_ends_of_the_calendar_are_no_crash(edge):
    assert not OFFICE.is_open(utc(edge))
    assert OFFICE.between(utc(edge), utc(edge)) == timedelta()


def test_time_beyond_the_calendar_is_never():
    with pytest.raises(NeverOpen):
        OFFICE.add(utc("9999-12-01 00:00"), timedelta(days=300))


def test_naive_moments_and_less_than_nothing_are_refused():
    with pytest.raises(ValueError, match="time zone"):
        OFFICE.is_open(datetime(2026, 3, 2, 9))  # noqa: DTZ001 - that is the point
    with pytest.raises(ValueError, match="forward"):
        OFFICE.add(utc("2026-03-02 08:00"), timedelta(hours=-1))


@pytest.mark.parametrize(
    "week", [{7: DAYTIME}, {0: [(9, 13)]}, {0: [(time(9),)]}, {0: [(time(9, tzinfo=UTC), time(13))]}]
)
def test_week_that_is_none_is_refused(week):
    with pytest.raises(BadSchedule):
        Schedule("Europe/Rome", week)


@pytest.mark.parametrize("zone", ["Europe/Atlantis", "", "../../etc/passwd"])
def test_unknown_time_zone_is_refused(zone):
    with pytest.raises(BadSchedule):
        Schedule(zone, {})


ZONES = ("Europe/Rome", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu", "UTC")
times = st.builds(time, st.integers(0, 23), st.sampled_from((0, 1, 15, 30, 59))) | st.just(time.max)
spans = st.lists(st.tuples(times.filter(lambda at: at != time.max), times), max_size=3)
days = st.dates(date(2026, 1, 1), date(2026, 12, 31))
schedules = st.tuples(
    st.sampled_from(ZONES),
    st.dictionaries(st.integers(0, 6), spans, max_size=7),
    st.sets(days, max_size=20),
    st.dictionaries(days, spans | st.none(), max_size=10),
)
starts = st.sampled_from(
    ("2026-03-27", "2026-04-04", "2026-10-02", "2026-10-24", "2026-10-31", "2027-02-04")
).map(lambda day: utc(f"{day} 11:17"))


@settings(max_examples=60)
@given(schedules, starts, st.integers(0, 3 * 24 * 60))
def test_between_counts_the_minutes_that_the_oracle_counts(given_schedule, start, minutes):
    end = start + timedelta(minutes=minutes)
    counted = oracle.open_minutes(*given_schedule, start, end)
    assert Schedule(*given_schedule).between(start, end) == timedelta(minutes=counted)
    assert Schedule(*given_schedule).between(end, start) == timedelta(minutes=-counted)


@given(schedules, starts, st.timedeltas(timedelta(microseconds=1), timedelta(days=40)))
def test_add_and_between_are_inverses_to_the_microsecond(given_schedule, start, worked):
    schedule = Schedule(*given_schedule)
    try:
        due = schedule.add(start, worked)
    except NeverOpen:
        assert schedule.between(start, start + timedelta(days=3000)) < worked
        return
    assert schedule.between(start, due) == worked
    assert schedule.between(start, due - timedelta(microseconds=1)) == worked - timedelta(microseconds=1)


@settings(max_examples=60)
@given(schedules, starts, st.integers(0, 2 * 24 * 60))
def test_is_open_is_what_the_clock_shows(given_schedule, start, minutes):
    at = start + timedelta(minutes=minutes)
    assert Schedule(*given_schedule).is_open(at) is oracle.is_open(*given_schedule, at)


@given(schedules, starts)
def test_next_open_and_next_close_are_edges(given_schedule, start):
    schedule = Schedule(*given_schedule)
    try:
        opened, closed = schedule.next_open(start), schedule.next_close(start)
    except (NeverOpen, NeverCloses):
        return
    assert start <= opened < closed
    assert schedule.is_open(opened)
    assert not schedule.is_open(closed)
    assert schedule.between(start, closed) == closed - opened
