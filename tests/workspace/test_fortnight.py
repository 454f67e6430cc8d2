"""The next two weeks by some hours of work."""

from datetime import UTC, date, datetime, time

import pytest

from aiuto.flows.keep_schedule import Hours
from aiuto.people.models import Schedule, User
from aiuto.workspace.settings.fortnight import fortnight
from tests.workspace.conftest import _person, signed_in

OFFICE = [["09:00", "13:00"], ["14:30", "18:00"]]
WALL = [(time(9), time(13)), (time(14, 30), time(18))]
FRIDAY = datetime(2026, 12, 18, 8, tzinfo=UTC)


def week(**days) -> dict[date, list[tuple[time, time]]]:
    hours = Hours(
        name="Ufficio", time_zone="Europe/Rome", week={str(day): OFFICE for day in range(5)}, **days
    )
    return {day.on: day.spans for day in fortnight(hours, FRIDAY)}


def test_two_spans_a_day_holidays_and_weekends_are_seen():
    found = week(country="IT", special_days={"2026-12-24": [["09:00", "12:00"]]})
    assert len(found) == 14
    assert found[date(2026, 12, 18)] == WALL
    assert found[date(2026, 12, 19)] == []
    assert found[date(2026, 12, 24)] == [(time(9), time(12))]
    assert found[date(2026, 12, 25)] == []
    assert found[date(2026, 12, 31)] == WALL


def test_day_without_a_pause_ends_at_midnight():
    hours = Hours(
        name="Sempre", time_zone="Europe/Rome", week={str(day): [["00:00", "24:00"]] for day in range(7)}
    )
    assert fortnight(hours, FRIDAY)[3].spans == [(time(), time())]


def test_hours_that_never_open_show_closed_days():
    hours = Hours(name="Mai", time_zone="Europe/Rome", week={})
    assert [day.spans for day in fortnight(hours, FRIDAY)] == [[]] * 14


@pytest.fixture
def browser(desk, now):
    admin = _person("rita", "Rita Conti", now, desk)
    User.objects.filter(pk=admin.pk).update(role="admin")
    return signed_in(User.objects.get(pk=admin.pk))


def test_weeks_are_shown_before_they_are_kept(browser):
    own = Schedule.objects.get()
    shown = browser.get(f"/settings/schedules/{own.pk}/").text
    assert shown.count('class="fortnight-day"') == 14
    given = {"name": own.name, "time_zone": "Europe/Rome", "country": ""}
    given |= {f"day_{day}": "6:15–7:45, 20–21" for day in range(7)}
    tried = browser.post(f"/settings/schedules/{own.pk}/", given | {"try": "1"}).text
    assert tried.count("06:15–07:45") == 14
    assert Schedule.objects.get().week == own.week
