"""Who may furnish the house: administrators everything, leads tags, reasons and causes, agents nothing."""

from collections.abc import Callable

import pytest

from aiuto.flows.change_desk import Front, change_desk
from aiuto.flows.change_person import change_person
from aiuto.flows.change_team import change_team
from aiuto.flows.create_team import create_team
from aiuto.flows.delete_tag import delete_tag
from aiuto.flows.examine_mailbox import examine_mailbox
from aiuto.flows.finish_welcome import finish_welcome
from aiuto.flows.import_orders import import_orders
from aiuto.flows.invite_again import invite_again
from aiuto.flows.keep_cause import keep_cause
from aiuto.flows.keep_reason import keep_reason
from aiuto.flows.keep_schedule import Hours, keep_schedule
from aiuto.flows.merge_tags import merge_tags
from aiuto.flows.reactivate_user import reactivate_user
from aiuto.flows.rename_tag import rename_tag
from aiuto.flows.retire_cause import retire_cause
from aiuto.flows.retire_reason import retire_reason
from aiuto.flows.take_first_step import take_first_step
from aiuto.journal.models import Event
from aiuto.people.errors import BadHours, BadNumber, BadPreference, LastAdministrator, NameTaken, NotAllowed
from aiuto.people.models import Desk, Role, Schedule, Team, User
from aiuto.tickets.errors import BadReasonName, BadTag
from aiuto.tickets.models import Cause, Reason, Tag

WEEK = {"time_zone": "Europe/Rome", "week": {"0": [["09:00", "13:00"]]}, "country": "IT", "subdivision": ""}


@pytest.fixture
def admin(db, now) -> User:
    return User.objects.create(email="capo@lumiera.example", name="Capo", role=Role.ADMIN, created_at=now)


@pytest.fixture
def things(desk):
    return {
        "desk": desk,
        "team": Team.objects.get(),
        "tag": Tag.objects.create(name="lampada"),
        "other": Tag.objects.create(name="luce"),
        "reason": Reason.objects.create(name="Ritardo"),
        "cause": Cause.objects.create(name="Corriere", parent=Cause.objects.get(given="late_delivery")),
    }


ADMINS_ACTS: dict[str, Callable] = {
    "desk": lambda t, **who: change_desk(t["desk"], Front(name="Luci"), **who),
    "new team": lambda _, **who: create_team(name="Sera", desk_ids=[], member_ids=[], **who),
    "team": lambda t, **who: change_team(t["team"], name="Sera", desk_ids=[], member_ids=[], **who),
    "hours": lambda _, **who: keep_schedule(None, Hours(name="Sera", **WEEK), **who),
    "person": lambda t, **who: change_person(t["person"], name="Anna", role="lead", teams=[], **who),
    "invitation": lambda t, **who: invite_again(t["person"], **who),
    "return": lambda t, **who: reactivate_user(t["person"], **who),
    "mailbox": lambda _, by, now: examine_mailbox(0, by=by),
    "orders": lambda _, **who: import_orders([], source="Negozio", **who),
    "first step": lambda _, **who: take_first_step("desk", **who),
    "last step": lambda _, **who: finish_welcome(**who),
}
LEADS_ACTS: dict[str, Callable] = {
    "rename": lambda t, **who: rename_tag(t["tag"], name="lume", **who),
    "merge": lambda t, **who: merge_tags(t["tag"], into=t["other"], **who),
    "delete": lambda t, **who: delete_tag(t["tag"], **who),
    "new reason": lambda _, **who: keep_reason(None, name="Reso", **who),
    "reason": lambda t, **who: keep_reason(t["reason"], name="Reso", **who),
    "cause": lambda t, **who: keep_cause(t["cause"], name="Posta", parent=t["cause"].parent_id, **who),
    "retire cause": lambda t, **who: retire_cause(t["cause"], retired=True, **who),
    "retire": lambda t, **who: retire_reason(t["reason"], retired=True, **who),
}


@pytest.mark.parametrize("act", ADMINS_ACTS)
@pytest.mark.parametrize("role", [Role.AGENT, Role.LEAD])
def test_only_administrators_furnish(things, agent, now, act, role):
    agent.role = role
    agent.save()
    events = Event.objects.count()
    with pytest.raises(NotAllowed):
        ADMINS_ACTS[act](things | {"person": agent}, by=agent, now=now)
    assert Event.objects.count() == events


@pytest.mark.parametrize("act", LEADS_ACTS)
def test_tags_reasons_and_causes_belong_to_leads(things, agent, now, act):
    with pytest.raises(NotAllowed):
        LEADS_ACTS[act](things, by=agent, now=now)
    agent.role = Role.LEAD
    agent.save()
    LEADS_ACTS[act](things, by=agent, now=now)
    [event] = Event.objects.all()
    assert (event.actor_id, event.ticket, event.customer) == (agent.pk, None, None)


@pytest.mark.parametrize(
    ("front", "error"),
    [
        (Front(name="Altro"), NameTaken),
        (Front(kind="cats"), BadPreference),
        (Front(language="tlh"), BadPreference),
        (Front(ceiling_minutes=0), BadNumber),
        (Front(close_after_days=1000), BadNumber),
    ],
)
def test_desk_refuses_what_cannot_be(desk, admin, now, front, error):
    Desk.objects.create(name="Altro")
    with pytest.raises(error):
        change_desk(desk, front, by=admin, now=now)


def test_desk_that_stays_as_it_is_writes_nothing_down(desk, admin, now):
    change_desk(desk, Front(name=desk.name, language=desk.language), by=admin, now=now)
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"time_zone": "Moon/Base"},
        {"week": {"0": [["13:00", "x"]]}},
        {"country": "XX"},
        {"week": {}},
        {"special_days": {"never": []}},
    ],
)
def test_hours_refuse_what_cannot_be(admin, now, wrong):
    with pytest.raises(BadHours):
        keep_schedule(Schedule.objects.get(), Hours(name="Ufficio", **WEEK | wrong), by=admin, now=now)


def test_last_administrator_keeps_the_role(admin, now):
    with pytest.raises(LastAdministrator):
        change_person(admin, name="Capo", role="lead", teams=[], by=admin, now=now)
    admin.refresh_from_db()
    assert admin.role == Role.ADMIN


@pytest.mark.parametrize("name", ["", "x" * 41, "due, parole", "?"])
def test_tag_refuses_what_is_no_tag(things, admin, now, name):
    with pytest.raises(BadTag):
        rename_tag(things["tag"], name=name, by=admin, now=now)


def test_tag_is_not_merged_into_itself(things, admin, now):
    with pytest.raises(BadTag):
        merge_tags(things["tag"], into=things["tag"], by=admin, now=now)


@pytest.mark.parametrize("name", ["", " ", "x" * 61, "Ritardo"])
def test_reason_refuses_what_is_none_or_taken(things, admin, now, name):
    with pytest.raises(BadReasonName):
        keep_reason(None, name=name, by=admin, now=now)
