"""A second person decides: never the asker, never below what it needs, once, and who asked hears of it."""

from datetime import timedelta

import pytest

from aiuto.approvals import errors
from aiuto.approvals.models import Approval
from aiuto.approvals.queries import asked_by, waiting_for
from aiuto.flows.ask_waiver import ask_waiver
from aiuto.flows.deactivate_user import deactivate_user
from aiuto.flows.decide import decide
from aiuto.flows.do_step import do_step
from aiuto.flows.lapse_approvals import lapse_approvals
from aiuto.journal.models import Event
from aiuto.notices.models import Notice
from aiuto.people.models import Desk, Role, Team, User
from tests.flows.recovering import DAY, step_of

WHY = "Ha già scritto che va bene"


def colleague_of(desk, now, name, role) -> User:
    user = User.objects.create(email=f"{name}@lumiera.example", name=name.title(), role=role, created_at=now)
    Team.objects.get(desks=desk).members.add(user)
    return user


@pytest.fixture
def lead(desk, now) -> User:
    return colleague_of(desk, now, "laura", Role.LEAD)


@pytest.fixture
def other_lead(desk, now) -> User:
    return colleague_of(desk, now, "marco", Role.LEAD)


@pytest.fixture
def asked(recovery, agent, now) -> Approval:
    return ask_waiver(recovery.pk, "compensate", why=WHY, user=agent, now=now)


def state_of(approval) -> str:
    return Approval.objects.get(pk=approval.pk).state


def test_question_waits_for_the_leads_and_not_for_who_asked(asked, agent, lead, colleague):
    assert waiting_for(lead) == [asked]
    assert waiting_for(agent) == waiting_for(colleague) == []
    assert asked_by(agent) == [asked]


def test_lead_who_asks_needs_another_one(recovery, lead, other_lead, now):
    own = ask_waiver(recovery.pk, "compensate", why=WHY, user=lead, now=now)
    with pytest.raises(errors.OwnQuestion):
        decide(own.pk, approve=True, user=lead, now=now)
    decide(own.pk, approve=True, user=other_lead, now=now)
    assert state_of(own) == "approved"


def test_agent_does_not_find_what_others_asked(asked, colleague, outsider, now):
    for user in (colleague, outsider):
        with pytest.raises(errors.NotFound):
            decide(asked.pk, approve=True, user=user, now=now)
    assert state_of(asked) == "asked"


def test_lead_is_below_what_needs_an_administrator(asked, lead, now):
    Approval.objects.update(needs=Role.ADMIN)
    with pytest.raises(errors.NotFound):
        decide(asked.pk, approve=True, user=lead, now=now)


def test_lead_of_another_desk_does_not_find_it(asked, now):
    other = Desk.objects.create(name="Lampade")
    Team.objects.create(name="Lampade").desks.add(other)
    stranger = colleague_of(other, now, "sara", Role.LEAD)
    assert waiting_for(stranger) == []
    with pytest.raises(errors.NotFound):
        decide(asked.pk, approve=True, user=stranger, now=now)


def test_no_needs_a_reason_and_changes_nothing(asked, recovery, agent, lead, now):
    with pytest.raises(errors.NoReason):
        decide(asked.pk, approve=False, said=" ", user=lead, now=now)
    decide(asked.pk, approve=False, said="Prima la chiami", user=lead, now=now)
    kept = Approval.objects.get()
    assert (kept.state, kept.said, kept.decided_by) == ("declined", "Prima la chiami", lead)
    assert step_of(recovery, "compensate").state == "due"
    assert Notice.objects.get(kind="approval_decided").user == agent


@pytest.mark.parametrize("second", [True, False])
def test_second_decision_changes_nothing(asked, lead, other_lead, now, second):
    decide(asked.pk, approve=True, user=lead, now=now)
    with pytest.raises(errors.Decided):
        decide(asked.pk, approve=second, said="No", user=other_lead, now=now)
    assert Approval.objects.get().decided_by == lead
    assert Event.objects.filter(kind__startswith="approval.").count() == 2


def test_nobody_asks_the_same_twice_at_once(asked, recovery, agent, lead, now):
    with pytest.raises(errors.AskedAlready):
        ask_waiver(recovery.pk, "compensate", why=WHY, user=agent, now=now)
    decide(asked.pk, approve=False, said="Prima la chiami", user=lead, now=now)
    assert (
        ask_waiver(recovery.pk, "compensate", why="Chiamata: va bene", user=agent, now=now).state == "asked"
    )


def test_step_that_is_done_needs_no_decision_and_leads_are_told(asked, recovery, agent, lead, now):
    do_step(recovery.pk, "compensate", words="Nessun danno", user=agent, now=now)
    assert (state_of(asked), waiting_for(lead)) == ("lapsed", [])
    assert Notice.objects.get(kind="approval_over").user == lead
    with pytest.raises(errors.Decided):
        decide(asked.pk, approve=True, user=lead, now=now)


def test_question_needs_a_reason(recovery, agent, now):
    with pytest.raises(errors.NoReason):
        ask_waiver(recovery.pk, "compensate", why="  ", user=agent, now=now)


def test_lead_who_leaves_decides_nothing_and_another_can(asked, lead, other_lead, now):
    admin = User.objects.create(email="capo@lumiera.example", name="Capo", role=Role.ADMIN, created_at=now)
    deactivate_user(lead, by=admin, now=now)
    lead.refresh_from_db()
    with pytest.raises(errors.NotEnough):
        decide(asked.pk, approve=True, user=lead, now=now)
    decide(asked.pk, approve=True, user=other_lead, now=now)
    assert state_of(asked) == "approved"


def test_what_nobody_decides_lapses_once_and_the_asker_hears(asked, recovery, agent, lead, now):
    assert lapse_approvals(now=now + 7 * DAY - timedelta(seconds=1)) == 0
    assert lapse_approvals(now=now + 7 * DAY) == 1
    assert lapse_approvals(now=now + 7 * DAY) == 0
    assert state_of(asked) == "lapsed"
    assert step_of(recovery, "compensate").state == "due"
    assert Notice.objects.get(kind="approval_decided").user == agent
    with pytest.raises(errors.Decided):
        decide(asked.pk, approve=True, user=lead, now=now + 7 * DAY)


def test_events_hold_no_reasons(asked, lead, now):
    decide(asked.pk, approve=False, said="Prima la chiami", user=lead, now=now)
    told = str(list(Event.objects.filter(kind__startswith="approval.").values_list("data", flat=True)))
    assert WHY not in told and "chiami" not in told
