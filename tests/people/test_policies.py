"""Who may do what."""

import pytest

from aiuto.people import policies
from aiuto.people.errors import NotAllowed
from aiuto.people.models import Desk, Team, User


@pytest.mark.parametrize(
    ("role", "manages", "leads"), [("agent", False, False), ("lead", False, True), ("admin", True, True)]
)
def test_roles_and_what_they_may(role, manages, leads):
    user = User(role=role)
    assert (policies.manages_people(user), policies.leads(user)) == (manages, leads)


@pytest.mark.parametrize("role", ["agent", "lead", "admin"])
def test_an_account_at_rest_may_nothing(role):
    user = User(role=role, is_active=False)
    assert not policies.manages_people(user)
    assert not policies.leads(user)


def test_checks_raise(agent, admin):
    for check in (policies.check_manages_people, policies.check_leads):
        check(admin)
        with pytest.raises(NotAllowed):
            check(agent)


def test_serves_by_team_and_never_a_private_desk_of_others(agent, admin):
    own, private = Desk.objects.create(name="Lampade"), Desk.objects.create(name="Personale", private=True)
    team = Team.objects.create(name="Lampade")
    team.desks.add(own)
    team.members.add(agent)
    assert policies.serves(agent, own.pk)
    assert not policies.serves(agent, private.pk)
    assert policies.serves(admin, own.pk)
    assert not policies.serves(admin, private.pk)
