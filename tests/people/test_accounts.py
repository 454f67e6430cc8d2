"""Accounts: made, changed and ended by those who may."""

import pytest

from aiuto.journal.actors import SYSTEM, person
from aiuto.journal.models import Event
from aiuto.people import errors
from aiuto.people.accounts import create_user, deactivate, oneself, set_preferences
from aiuto.people.models import Team, User
from tests.people.conftest import PASSWORD

NEW = {"email": "Nora@Lumen.example ", "name": "  Nora \n Nuova ", "role": "lead", "password": PASSWORD}


def test_create_user_keeps_the_address_in_lower_case_and_the_name_in_one_line(db, now):
    user = create_user(**NEW, by=SYSTEM, now=now)
    assert (user.email, user.name, user.role) == ("nora@lumen.example", "Nora Nuova", "lead")
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)


def test_create_user_records_one_event_without_texts(db, now):
    user = create_user(**NEW, by=SYSTEM, now=now)
    [event] = Event.objects.filter(kind="person.created")
    assert event.data == {"person": user.pk, "role": "lead"}


def test_create_user_joins_the_teams(db, now):
    team = Team.objects.get(name="Assistenza")
    assert list(create_user(**NEW, by=SYSTEM, now=now, teams=[team]).teams.all()) == [team]


def test_create_user_without_a_password_can_not_sign_in_yet(db, now):
    assert not create_user(**NEW | {"password": None}, by=SYSTEM, now=now).has_usable_password()


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"email": "nora"}, errors.BadAddress),
        ({"email": "nora@lumen.example\nBcc: x@y.example"}, errors.BadAddress),
        ({"name": " "}, errors.BadName),
        ({"name": "N" * 121}, errors.BadName),
        ({"name": "Vinci su https://truffa.example"}, errors.BadName),
        ({"role": "root"}, errors.BadPreference),
        ({"password": "short"}, errors.WeakPassword),
        ({"password": "password1234"}, errors.WeakPassword),
        ({"password": "nora@lumen.example"}, errors.WeakPassword),
        ({"password": ""}, errors.WeakPassword),
        ({"language": "xx"}, errors.BadPreference),
    ],
)
def test_create_user_says_what_is_wrong(db, now, change, error):
    with pytest.raises(error) as raised:
        create_user(**NEW | change, by=SYSTEM, now=now)
    assert str(raised.value)


def test_create_user_twice_with_other_capitals_is_refused(db, now):
    create_user(**NEW, by=SYSTEM, now=now)
    with pytest.raises(errors.AddressTaken):
        create_user(**NEW | {"email": "NORA@lumen.example"}, by=SYSTEM, now=now)


def test_create_user_by_an_agent_is_refused(agent, now):
    with pytest.raises(errors.NotAllowed):
        create_user(**NEW, by=person(agent.pk), now=now)


def test_create_user_by_an_administrator(admin, now):
    assert create_user(**NEW, by=person(admin.pk), now=now).pk


def test_set_preferences_keeps_all_three(agent, now):
    set_preferences(agent, language="en", time_zone="America/Lima", theme="dark", by=oneself(agent), now=now)
    agent.refresh_from_db()
    assert (agent.language, agent.time_zone, agent.theme) == ("en", "America/Lima", "dark")


@pytest.mark.parametrize(
    "wrong",
    [{"language": "tlh"}, {"time_zone": "../etc/passwd"}, {"time_zone": "Moon/Base"}, {"theme": "pink"}],
)
def test_set_preferences_refuses_what_is_no_choice(agent, now, wrong):
    chosen = {"language": "it", "time_zone": "", "theme": "auto"} | wrong
    with pytest.raises(errors.BadPreference):
        set_preferences(agent, **chosen, by=oneself(agent), now=now)


def test_deactivate_ends_the_sessions(client, agent, admin, now):
    client.force_login(agent)
    deactivate(agent, by=person(admin.pk), now=now)
    assert "_auth_user_id" in client.session
    assert not client.get("/account/password/change/").wsgi_request.user.is_authenticated


def test_deactivate_ends_the_sessions_for_good(client, agent, admin, now):
    client.force_login(agent)
    deactivate(agent, by=person(admin.pk), now=now)
    User.objects.filter(pk=agent.pk).update(is_active=True)
    assert not client.get("/account/password/change/").wsgi_request.user.is_authenticated


def test_deactivate_by_an_agent_is_refused(agent, admin, now):
    with pytest.raises(errors.NotAllowed):
        deactivate(admin, by=person(agent.pk), now=now)


def test_deactivate_the_last_administrator_is_refused(admin, now):
    with pytest.raises(errors.LastAdministrator):
        deactivate(admin, by=SYSTEM, now=now)


def test_deactivate_one_of_two_administrators(admin, make_user, now):
    second = make_user("vice@lumen.example", "admin")
    assert not deactivate(second, by=person(admin.pk), now=now).is_active
