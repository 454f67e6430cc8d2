"""Absences: when a colleague is not there, noted by themselves or by a lead."""

from datetime import timedelta

import pytest

from aiuto.flows.end_absence import end_absence
from aiuto.flows.note_absence import note_absence
from aiuto.journal.models import Event
from aiuto.people.errors import BadAbsence, NotAllowed
from aiuto.people.models import Absence
from aiuto.people.queries import absences

DAY = timedelta(days=1)


def test_own_absence_is_noted_and_the_journal_says_when(agent, now):
    absence = note_absence(agent.pk, begins=now + DAY, ends=now + 3 * DAY, user=agent, now=now)
    assert [absence.covers(now + days * DAY) for days in (0, 1, 2, 3)] == [False, True, True, False]
    event = Event.objects.get(kind="person.away")
    assert event.data == {
        "person": agent.pk,
        "begins": (now + DAY).isoformat(),
        "ends": (now + 3 * DAY).isoformat(),
    }


def test_agents_note_nobody_elses_and_leads_do(agent, make_user, now):
    colleague, lead = make_user("bruno@lumen.example"), make_user("rita@lumen.example", "lead")
    with pytest.raises(NotAllowed):
        note_absence(colleague.pk, begins=now, ends=None, user=agent, now=now)
    away = note_absence(colleague.pk, begins=now, ends=None, user=lead, now=now)
    with pytest.raises(NotAllowed):
        end_absence(away.pk, user=agent, now=now + DAY)
    assert [one.user for one in absences(now)] == [colleague]


@pytest.mark.parametrize(("begins", "ends"), [(-1, 1), (2, 1), (1, 1), (1, 400), (400, None)])
def test_absence_without_sense_is_refused(agent, now, begins, ends):
    until = now + ends * DAY if ends is not None else None
    with pytest.raises(BadAbsence):
        note_absence(agent.pk, begins=now + begins * DAY, ends=until, user=agent, now=now)
    assert not Absence.objects.exists()


def test_who_is_back_is_away_no_more(agent, now):
    ill = note_absence(agent.pk, begins=now, ends=None, user=agent, now=now)
    assert ill.covers(now + 200 * DAY)
    end_absence(ill.pk, user=agent, now=now + DAY)
    ill.refresh_from_db()
    assert not ill.covers(now + 2 * DAY)
    assert absences(now + DAY) == []


def test_what_has_not_begun_is_off(agent, now):
    later = note_absence(agent.pk, begins=now + DAY, ends=None, user=agent, now=now)
    end_absence(later.pk, user=agent, now=now)
    end_absence(later.pk, user=agent, now=now)
    assert not Absence.objects.exists()
    assert Event.objects.filter(kind="person.back").count() == 1


def test_absences_are_asked_for_by_when_they_begin(agent, now):
    for days in (9, 1):
        note_absence(agent.pk, begins=now + days * DAY, ends=now + (days + 1) * DAY, user=agent, now=now)
    assert [one.begins_at for one in absences(now)] == [now + DAY, now + 9 * DAY]
    assert [one.begins_at for one in absences(now, until=now + 2 * DAY)] == [now + DAY]
    assert [one.begins_at for one in absences(now + 5 * DAY)] == [now + 9 * DAY]
