"""The opening hours of desks, and the desk that is there from the beginning."""

from datetime import UTC, datetime, timedelta

import pytest

from aiuto.people.models import Desk
from aiuto.people.queries import default_desk
from aiuto.people.schedules import hours_of_desk


def test_default_desk_is_there_and_served(db):
    desk = default_desk()
    assert desk.name == "Assistenza"
    assert [team.name for team in desk.teams.all()] == ["Assistenza"]


@pytest.mark.parametrize(("hour", "expected"), [(7, False), (8, True), (12, False), (13, True), (17, False)])
def test_hours_of_the_default_desk_is_open_in_office_hours(db, hour, expected):
    assert hours_of_desk(default_desk()).is_open(datetime(2026, 3, 2, hour, tzinfo=UTC)) is expected


def test_hours_of_the_default_desk_keeps_italian_holidays(db):
    due = hours_of_desk(default_desk()).add(datetime(2026, 4, 3, 15, tzinfo=UTC), timedelta(hours=2))
    assert due == datetime(2026, 4, 7, 8, tzinfo=UTC)


def test_hours_of_a_desk_without_a_schedule_is_always_open(db):
    assert hours_of_desk(Desk(name="Notte")).is_open(datetime(2026, 12, 25, 3, tzinfo=UTC))
