"""Schedules as people write them."""

from datetime import date, time

import pytest

from aiuto.business_hours import BadSchedule
from aiuto.business_hours.reading import holidays_of, parse_schedule


def test_parse_schedule_reads_several_spans_a_day():
    schedule = parse_schedule(
        "Europe/Rome", {"0": [["09:00", "13:00"], ["14:00", "18:00"]], "5": [["20:30", "24:00"]]}
    )
    assert schedule.week[0] == ((time(9), time(13)), (time(14), time(18)))
    assert schedule.week[5] == ((time(20, 30), time(0)),)
    assert schedule.week[6] == ()


def test_parse_schedule_reads_a_night_and_days_of_their_own():
    schedule = parse_schedule(
        "Europe/Rome", {"0": [["09:00", "13:00"], ["22:00", "06:00"]]}, exceptions={"2026-08-14": []}
    )
    assert schedule.week[0][1] == (time(22), time(6))
    assert schedule.exceptions == {date(2026, 8, 14): ()}


@pytest.mark.parametrize(
    "week",
    [
        {"0": [["13:00", "09:00"], ["14:00", "18:00"]]},
        {"0": [["09:00", "13:00"], ["12:00", "18:00"]]},
        {"0": [["9", "13:00"]]},
        {"0": [["09:00"]]},
        {"0": [[9, 13]]},
        {"0": [["09:00", "25:00"]]},
    ],
)
def test_parse_schedule_refuses_a_week_that_is_none(week):
    with pytest.raises(BadSchedule):
        parse_schedule("Europe/Rome", week)


def test_parse_schedule_refuses_an_unknown_country_and_a_date_that_is_none():
    with pytest.raises(BadSchedule):
        parse_schedule("Europe/Rome", {}, country="XX")
    with pytest.raises(BadSchedule):
        parse_schedule("Europe/Rome", {}, exceptions={"14 agosto": []})


def test_holidays_of_italy_have_easter_monday_in_any_year():
    assert date(2026, 4, 6) in holidays_of("IT")
    assert date(2031, 4, 14) in holidays_of("IT")
    assert date(2026, 4, 7) not in holidays_of("IT")
