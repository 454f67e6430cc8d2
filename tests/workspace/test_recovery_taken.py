"""A recovery whose owner is not there, where it is seen and taken."""

import pytest
from django.utils import timezone

from aiuto.flows.deactivate_user import deactivate_user
from aiuto.people.models import Role, User
from aiuto.recovery.models import Recovery
from tests.flows.recovering import fail
from tests.workspace.conftest import signed_in
from tests.workspace.test_recovery import page


@pytest.fixture
def lead(colleague) -> User:
    colleague.role = Role.LEAD
    colleague.save()
    return colleague


def test_recovery_of_nobody_stands_first_on_the_board_and_is_taken_with_one_press(make, agent, lead):
    ticket = make()
    recovery = fail(ticket, agent, timezone.now(), what="La lampada è arrivata rotta")
    other = fail(make(), lead, timezone.now(), what="Un altro guasto")
    deactivate_user(agent, now=timezone.now())
    leads = signed_in(lead)
    board, take = leads.get("/recoveries/").text, f"/recoveries/{recovery.pk}/take/"
    assert (
        board.index("Needs an owner") < board.index("La lampada è arrivata rotta") < board.index(other.what)
    )
    assert take in board and f"/recoveries/{other.pk}/take/" not in board
    assert "It needs an owner: Anna Bassi is not there." in page(leads, ticket)
    taken = leads.post(take, follow=True).text
    assert "You carry it now." in taken and "It needs an owner" not in taken
    assert Recovery.objects.get(pk=recovery.pk).owner == lead
    assert "has moved on in the meantime" in leads.post(take, follow=True).text
