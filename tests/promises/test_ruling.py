"""Which rule speaks of a request, and when what it promises is due."""

from datetime import datetime, timedelta

import pytest

from aiuto.customers.models import Customer
from aiuto.journal.actors import person
from aiuto.people.models import Desk
from aiuto.promises.errors import BadRule
from aiuto.promises.models import Kind
from aiuto.promises.rules import Terms, create_rule
from aiuto.promises.ruling import ruled_for, terms_for
from aiuto.tickets.models import Reason

HOUR = timedelta(hours=1)


@pytest.fixture
def giulia(db, now):
    return Customer.objects.create(name="Giulia Neri", created_at=now)


@pytest.fixture
def late(db):
    return Reason.objects.create(name="Consegna in ritardo")


@pytest.fixture
def rule(agent, now):
    def rule(minutes, **given):
        usual = {"kind": "first_answer", "starts": "opening", "kept_by": "helpful"}
        given = usual | {"minutes": minutes} | given
        return create_rule(Terms(**given), by=person(agent.pk), now=now)

    return rule


def minutes(desk, customer=None, reason=None, kind=Kind.FIRST_ANSWER) -> int:
    if customer:
        customer.refresh_from_db()
    return terms_for(desk, kind, customer=customer, reason=reason.pk if reason else None).minutes


def test_desk_speaks_for_everybody(desk, giulia, late):
    desk.first_answer_minutes, desk.update_minutes = 60, 120
    assert minutes(desk, giulia, late) == 60
    assert minutes(desk, giulia, late, kind=Kind.NEXT_UPDATE) == 120


def test_the_closest_rule_counts(desk, giulia, late, rule):
    other = Desk.objects.create(name="Lampade da esterno")
    rule(240, reason_id=late.pk)
    assert minutes(desk, giulia, late) == 240
    rule(180, reason_id=late.pk, desk_id=desk.pk)
    assert minutes(desk, giulia, late) == 180
    assert minutes(other, giulia, late) == 240
    rule(120, customer_id=giulia.pk)
    assert minutes(desk, giulia, late) == 120
    rule(30, customer_id=giulia.pk, reason_id=late.pk)
    assert minutes(desk, giulia, late) == 30
    assert minutes(desk, giulia) == 120
    assert minutes(desk, None, late) == 180
    assert minutes(desk, giulia, late, kind=Kind.NEXT_UPDATE) == desk.update_minutes


def test_rule_of_a_desk_speaks_of_all_there_and_goes_behind_every_closer_one(desk, giulia, late, rule):
    other = Desk.objects.create(name="Lampade da esterno")
    rule(300, desk_id=desk.pk)
    desk.refresh_from_db()
    assert minutes(desk) == minutes(desk, giulia, late) == 300
    assert minutes(other) == other.first_answer_minutes
    rule(240, reason_id=late.pk)
    assert minutes(desk, giulia, late) == 240
    assert minutes(desk, giulia) == 300


def test_plain_time_runs_at_night_and_working_time_does_not(desk, giulia, late, rule, now):
    desk.schedule.week = {"0": [["09:00", "11:00"]], "1": [["09:00", "11:00"]]}
    rule(120, reason_id=late.pk, working=False)
    desk.first_answer_minutes = 120
    assert ruled_for(desk, Kind.FIRST_ANSWER, now, customer=None, reason=late.pk).due == now + 2 * HOUR
    assert ruled_for(desk, Kind.FIRST_ANSWER, now, customer=None).due == now + 24 * HOUR


@pytest.mark.parametrize(
    ("midnight", "hours"), [("2026-03-28T23:00+00:00", 23), ("2026-10-24T22:00+00:00", 25)]
)
def test_sunday_of_another_length_has_as_many_hours_of_work(desk, midnight, hours):
    """From midnight to midnight in Rome; an hour more of work is another Sunday's."""
    desk.schedule.week, desk.schedule.country = {"6": [["00:00", "24:00"]]}, ""
    start = datetime.fromisoformat(midnight)
    for worked, ends in ((hours, start + hours * HOUR), (hours + 1, start + (hours + 6 * 24 + 1) * HOUR)):
        desk.first_answer_minutes = worked * 60
        assert ruled_for(desk, Kind.FIRST_ANSWER, start, customer=None).due == ends


@pytest.mark.parametrize(
    ("begins", "due"),
    [
        ("2026-03-27T16:30+00:00", "2026-03-30T07:30+00:00"),
        ("2026-10-23T15:30+00:00", "2026-10-26T08:30+00:00"),
    ],
    ids=["set forth", "set back"],
)
def test_hour_of_work_across_such_a_night_ends_by_the_clock_on_the_wall(desk, begins, due):
    """Friday at half past five and Monday at half past nine in Rome, whatever lies between."""
    desk.first_answer_minutes = 60
    start = datetime.fromisoformat(begins)
    assert ruled_for(desk, Kind.FIRST_ANSWER, start, customer=None).due == datetime.fromisoformat(due)


def test_nobody_without_own_terms_costs_a_statement(desk, giulia, django_assert_num_queries):
    with django_assert_num_queries(0):
        terms_for(desk, Kind.FIRST_ANSWER, customer=giulia)


@pytest.mark.parametrize(
    "given",
    [
        {"minutes": 0},
        {"minutes": 10**6},
        {"kind": "call_back"},
        {"starts": "hold"},
        {"kept_by": "solved"},
        {"reason_id": None},
    ],
)
def test_rule_without_sense_is_refused(late, rule, given):
    with pytest.raises(BadRule):
        rule(**{"minutes": 60, "reason_id": late.pk} | given)
