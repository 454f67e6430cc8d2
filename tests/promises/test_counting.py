"""When a promise is due, when it is warned of, and when it breaks."""

from datetime import UTC, date, datetime, timedelta

import pytest

from aiuto.people.models import Desk, Schedule
from aiuto.promises.counting import breaks_at, end_of_day, wakes_at
from aiuto.promises.models import Promise

OFFICE = {str(day): [["09:00", "13:00"], ["14:00", "18:00"]] for day in range(5)}
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def desk(week=OFFICE, zone="Europe/Rome") -> Desk:
    return Desk(schedule=Schedule(week=week, time_zone=zone, country="IT"))


def promise(made: datetime, due: datetime, kind="fix", until=None) -> Promise:
    return Promise(kind=kind, made_at=made, due_at=due, until=until)


@pytest.mark.parametrize(
    ("week", "day", "closes"),
    [
        (OFFICE, date(2026, 3, 2), "2026-03-02T17:00+00:00"),
        (OFFICE, date(2026, 3, 29), "2026-03-29T22:00+00:00"),  # a Sunday, on which the clock is set forth
        (OFFICE, date(2026, 6, 2), "2026-06-02T22:00+00:00"),  # a holiday
        ({str(n): [["00:00", "24:00"]] for n in range(7)}, date(2026, 3, 2), "2026-03-02T23:00+00:00"),
        ({"0": [["20:00", "02:00"]]}, date(2026, 3, 2), "2026-03-02T23:00+00:00"),
    ],
)
def test_day_ends_when_the_desk_closes_else_at_midnight(week, day, closes):
    assert end_of_day(desk(week), day) == datetime.fromisoformat(closes)


def test_desk_without_hours_ends_its_day_at_midnight(settings):
    assert end_of_day(Desk(), date(2026, 3, 2)) == datetime(2026, 3, 2, 23, tzinfo=UTC)


def test_warned_after_three_quarters_of_the_working_time_and_once_more_near_its_end(now):
    """Monday 10:00 in Rome to Tuesday 10:00: eight working hours, of which six end at 17:00, nine tenths at 9:12."""
    made = promise(now, now + 24 * HOUR)
    assert wakes_at(made, desk(), now=now) == now + 7 * HOUR
    last = datetime(2026, 3, 3, 8, 12, tzinfo=UTC)
    assert wakes_at(made, desk(), now=now + 7 * HOUR) == last
    assert wakes_at(made, desk(), now=last) == now + 24 * HOUR


def test_what_is_due_out_of_hours_is_warned_by_the_plain_clock(now):
    night = datetime(2026, 3, 2, 20, tzinfo=UTC)
    assert wakes_at(promise(night, night + 4 * HOUR), desk(), now=night) == night + 3 * HOUR


def test_call_is_warned_once_more_a_quarter_of_an_hour_before(now):
    call = promise(now, now + 2 * HOUR, kind="call_back")
    assert wakes_at(call, desk(), now=now) == now + 90 * MINUTE
    assert wakes_at(call, desk(), now=now + 90 * MINUTE) == now + 105 * MINUTE
    assert wakes_at(call, desk(), now=now + 105 * MINUTE) == now + 120 * MINUTE


def test_call_within_minutes_is_warned_at_once_and_not_before_it_was_made(now):
    call = promise(now, now + 10 * MINUTE, kind="call_back")
    assert wakes_at(call, desk(), now=now) == now + 7.5 * MINUTE


def test_after_days_away_nothing_is_left_to_warn_of(now):
    made = promise(now, now + HOUR)
    assert wakes_at(made, desk(), now=now + 72 * HOUR) == now + HOUR


def test_appointment_breaks_five_minutes_after_its_window(now):
    visit = promise(now, now + HOUR, kind="appointment", until=now + 2 * HOUR)
    assert breaks_at(visit) == now + 125 * MINUTE
    assert breaks_at(promise(now, now + HOUR, kind="fix")) == now + HOUR


def test_grace_of_a_house_is_for_all_but_appointments_which_have_their_own(now, settings):
    graces = {"aiuto_grace_minutes": 10, "aiuto_grace_appointment_minutes": 0}
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update=graces)
    fix, visit = (promise(now, now + HOUR, kind=kind) for kind in ("fix", "appointment"))
    assert (breaks_at(fix), breaks_at(visit)) == (now + 70 * MINUTE, now + HOUR)
    assert wakes_at(fix, desk(), now=now + HOUR) == now + 70 * MINUTE
