"""Whose turn it is, counted in the desk's working hours."""

from datetime import timedelta

import pytest

from aiuto.people.models import Desk, Schedule
from aiuto.tickets.models import Ticket
from aiuto.tickets.timing import set_waiting, turn_of


def desk(*, minutes: int = 60, week: dict | None = None) -> Desk:
    return Desk(ceiling_minutes=minutes, schedule=Schedule(week=week or {}, time_zone="Europe/Rome"))


MORNINGS = {str(day): [["09:00", "13:00"]] for day in range(5)}


def test_nobody_waits_and_nothing_is_due(now):
    assert turn_of(desk(), waiting_since=None, next_due_at=None) is None


def test_the_earlier_of_what_is_due_and_the_ceiling_counts(now):
    open_now = desk(week=MORNINGS)
    soon, later = now + timedelta(minutes=5), now + timedelta(hours=50)
    assert turn_of(open_now, waiting_since=now, next_due_at=soon) == soon
    assert turn_of(open_now, waiting_since=now, next_due_at=later) == now + timedelta(minutes=60)
    assert turn_of(open_now, waiting_since=None, next_due_at=later) == later


def test_ceiling_is_counted_in_working_hours(now):
    """Monday 10:00 in Rome: three working hours are left, the fourth ends on Tuesday at ten."""
    mornings = desk(minutes=4 * 60, week=MORNINGS)
    assert turn_of(mornings, waiting_since=now, next_due_at=None) == now + timedelta(hours=24)


@pytest.mark.parametrize(
    "week",
    [{"0": []}, {"0": [["09:00", "13:00"], ["12:00", "18:00"]]}, {"9": [["09:00", "13:00"]]}, {"0": "x"}],
)
def test_hours_that_make_no_sense_count_every_minute(now, week):
    assert turn_of(desk(week=week), waiting_since=now, next_due_at=None) == now + timedelta(minutes=60)


def test_setting_who_waits_sets_the_turn(now):
    ticket = Ticket(desk=desk(week=MORNINGS))
    set_waiting(ticket, now)
    assert (ticket.waiting_since, ticket.turn_at) == (now, now + timedelta(minutes=60))
    set_waiting(ticket, None)
    assert (ticket.waiting_since, ticket.turn_at) == (None, None)
