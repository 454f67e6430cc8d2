"""Who carried a recovery has left or is long away: leads hear of it at once, and whoever is there takes it."""

from datetime import timedelta

import pytest

from aiuto.flows.assign import assign
from aiuto.flows.deactivate_user import deactivate_user
from aiuto.flows.edit_recovery import Failure, edit_recovery
from aiuto.flows.end_absence import end_absence
from aiuto.flows.miss_owners import miss_owners
from aiuto.flows.note_absence import note_absence
from aiuto.flows.take_recovery import take_recovery
from aiuto.notices.models import Notice
from aiuto.people.models import Role, User
from aiuto.recovery.errors import NotFound, WrongState
from aiuto.recovery.models import Recovery
from tests.flows.recovering import DAY, carry_to_its_end


def told() -> list[int]:
    return list(Notice.objects.filter(kind="needs_owner").values_list("user", flat=True))


def is_missed() -> bool:
    return Recovery.objects.get().missed_at is not None


def test_leads_hear_at_once_when_an_owner_leaves(recovery, agent, lead, now):
    deactivate_user(agent, now=now)
    assert is_missed() and told() == [lead.pk]
    assert miss_owners(now=now + DAY) == 0
    assert told() == [lead.pk]


@pytest.mark.parametrize(("days", "missed"), [(2, False), (3, True), (None, True)])
def test_owner_is_missed_who_is_away_for_three_days_or_nobody_knows_how_long(
    recovery, agent, lead, now, days, missed
):
    ends = now + days * DAY if days else None
    note_absence(agent.pk, begins=now, ends=ends, user=agent, now=now)
    assert (is_missed(), told()) == (missed, [lead.pk] if missed else [])


def test_owner_is_missed_from_when_an_absence_begins_and_no_more_once_they_are_back(
    recovery, agent, lead, now
):
    note_absence(agent.pk, begins=now + DAY, ends=now + 9 * DAY, user=agent, now=now)
    assert not is_missed()
    assert miss_owners(now=now + DAY) == 1
    assert told() == [lead.pk]
    miss_owners(now=now + 9 * DAY)
    assert not is_missed()


def test_owner_who_is_back_early_is_missed_no_more(recovery, agent, lead, now):
    away = note_absence(agent.pk, begins=now, ends=None, user=agent, now=now)
    end_absence(away.pk, user=agent, now=now + DAY)
    assert not is_missed()


def test_recovery_that_is_over_needs_nobody(recovery, agent, lead, now):
    carry_to_its_end(recovery, agent, now)
    deactivate_user(agent, now=now + 6 * DAY)
    assert not is_missed() and told() == []


def test_colleague_takes_what_has_nobody_though_it_stands_still(recovery, ticket, agent, lead, outsider, now):
    with pytest.raises(WrongState):
        take_recovery(recovery.pk, user=lead, now=now)
    deactivate_user(agent, now=now)
    late = now + timedelta(days=5)
    with pytest.raises(NotFound):
        take_recovery(recovery.pk, user=outsider, now=late)
    take_recovery(recovery.pk, user=lead, now=late)
    assert Recovery.objects.get().owner == lead and not is_missed()
    with pytest.raises(WrongState):
        take_recovery(recovery.pk, user=lead, now=late)


def test_request_of_who_is_gone_is_taken_with_its_recovery(recovery, ticket, agent, lead, now):
    assign(ticket.reference, user=agent, owner=agent.pk, now=now)
    deactivate_user(agent, now=now)
    take_recovery(recovery.pk, user=lead, now=now)
    ticket.refresh_from_db()
    assert ticket.owner == lead


def test_request_that_another_looks_after_stays_theirs(recovery, ticket, agent, lead, now):
    assign(ticket.reference, user=lead, owner=lead.pk, now=now)
    deactivate_user(agent, now=now)
    boss = User.objects.create(
        email="dora@lumiera.example", name="Dora Galli", role=Role.ADMIN, created_at=now
    )
    boss.teams.set(lead.teams.all())
    take_recovery(recovery.pk, user=boss, now=now)
    ticket.refresh_from_db()
    assert (ticket.owner, Recovery.objects.get().owner) == (lead, boss)


def test_recovery_that_is_given_to_somebody_is_missed_no_more(recovery, agent, lead, now):
    deactivate_user(agent, now=now)
    edit_recovery(recovery.pk, Failure(what=recovery.what), owner=lead.pk, user=lead, now=now)
    assert not is_missed()
