"""Calendars as people write them, and the open hours of a day."""

from datetime import UTC, date, datetime

import pytest

from aiuto.business_hours.calendar import ALWAYS_OPEN, Calendar, holidays_of, open_intervals, parse_calendar
from aiuto.business_hours.errors import BadCalendar

NIGHT = parse_calendar("Europe/Rome", {"6": [["01:00", "04:00"]]})


def hours(calendar: Calendar, day: date) -> list[tuple[str, str]]:
    return [
        (opened.strftime("%H:%M"), closed.strftime("%H:%M"))
        for opened, closed in open_intervals(calendar, day)
    ]


def test_parse_calendar_reads_several_spans_a_day():
    calendar = parse_calendar(
        "Europe/Rome", {"0": [["09:00", "13:00"], ["14:00", "18:00"]], "5": [["20:30", "24:00"]]}
    )
    assert calendar.week[0] == ((540, 780), (840, 1080))
    assert calendar.week[5] == ((1230, 1440),)
    assert calendar.week[6] == ()


@pytest.mark.parametrize(
    "week",
    [
        {"0": [["13:00", "09:00"]]},
        {"0": [["09:00", "13:00"], ["12:00", "18:00"]]},
        {"0": [["09:00", "09:00"]]},
        {"0": [["9", "13:00"]]},
        {"0": [["09:00"]]},
        {"0": [[9, 13]]},
        {"0": [["09:00", "25:00"]]},
    ],
)
def test_parse_calendar_refuses_a_week_that_is_none(week):
    with pytest.raises(BadCalendar):
        parse_calendar("Europe/Rome", week)


@pytest.mark.parametrize("zone", ["Europe/Atlantis", "", "../../etc/passwd"])
def test_parse_calendar_refuses_an_unknown_time_zone(zone):
    with pytest.raises(BadCalendar):
        parse_calendar(zone, {})


def test_parse_calendar_refuses_an_unknown_country():
    with pytest.raises(BadCalendar):
        parse_calendar("Europe/Rome", {}, country="XX")


def test_calendar_refuses_six_days():
    with pytest.raises(BadCalendar):
        Calendar("UTC", ((),) * 6)


def test_holidays_of_italy_have_easter_monday_in_any_year():
    assert date(2026, 4, 6) in holidays_of("IT")
    assert date(2031, 4, 14) in holidays_of("IT")
    assert date(2026, 4, 7) not in holidays_of("IT")


def test_holidays_of_a_subdivision_have_its_own_day():
    assert date(2026, 12, 7) in holidays_of("IT", "MI")
    assert date(2026, 12, 7) not in holidays_of("IT")


def test_open_intervals_on_a_holiday_are_none():
    calendar = parse_calendar(
        "Europe/Rome", {str(day): [["09:00", "13:00"]] for day in range(7)}, country="IT"
    )
    assert hours(calendar, date(2026, 12, 25)) == []
    assert hours(calendar, date(2026, 12, 28)) == [("08:00", "12:00")]


def test_open_intervals_follow_the_wall_clock_over_the_year():
    calendar = parse_calendar("Europe/Rome", {"0": [["09:00", "13:00"]]})
    assert hours(calendar, date(2026, 1, 12)) == [("08:00", "12:00")]
    assert hours(calendar, date(2026, 7, 13)) == [("07:00", "11:00")]


def test_open_intervals_leave_out_the_hour_that_spring_skips():
    assert hours(NIGHT, date(2026, 3, 29)) == [("00:00", "02:00")]


def test_open_intervals_count_the_hour_that_autumn_repeats():
    assert hours(NIGHT, date(2026, 10, 25)) == [("23:00", "03:00")]


def test_open_intervals_inside_the_skipped_hour_are_none():
    calendar = parse_calendar("Europe/Rome", {"6": [["02:10", "02:50"], ["02:50", "05:00"]]})
    [interval] = hours(calendar, date(2026, 3, 29))
    assert interval[1] == "03:00"


def test_open_intervals_in_the_repeated_hour_stay_apart():
    calendar = parse_calendar("Europe/Rome", {"6": [["02:00", "02:30"], ["02:30", "04:00"]]})
    intervals = list(open_intervals(calendar, date(2026, 10, 25)))
    assert intervals[0][1] == intervals[1][0]
    assert intervals[0][0] == datetime(2026, 10, 25, 0, 0, tzinfo=UTC)
    assert intervals[1][1] == datetime(2026, 10, 25, 3, 0, tzinfo=UTC)


def test_always_open_has_no_gap_between_days():
    first, second = (next(open_intervals(ALWAYS_OPEN, date(2026, 3, day))) for day in (1, 2))
    assert first[1] == second[0]
