"""`aiuto deactivate-user`: the account sleeps, its sessions end, the last administrator stays."""

import pytest
from django.test import Client

from aiuto.cli.main import main
from aiuto.journal.models import Event
from aiuto.people.models import User


@pytest.fixture
def people(db, now) -> dict[str, User]:
    return {
        name: User.objects.create(
            email=f"{name}@lumiera.example", name=name.title(), role=role, created_at=now
        )
        for name, role in (("irene", "admin"), ("nora", "agent"))
    }


def test_account_and_its_sessions_are_over(people, capsys):
    browser = Client()
    browser.force_login(people["nora"])
    assert browser.get("/profile/").status_code == 200

    assert main(["deactivate-user", "Nora@Lumiera.example"]) == 0
    assert not User.objects.get(email="nora@lumiera.example").is_active
    assert browser.get("/profile/").status_code == 302
    assert Event.objects.get(kind="person.deactivated").actor_kind == "system"


@pytest.mark.parametrize("email", ["irene@lumiera.example", "nobody@lumiera.example"])
def test_what_cannot_be_is_said_in_a_sentence(people, capsys, email):
    assert main(["deactivate-user", email]) == 1
    assert capsys.readouterr().err.startswith("aiuto deactivate-user: ")
    assert User.objects.filter(is_active=True).count() == 2


def test_account_that_is_over_is_not_there_again(people, capsys):
    assert main(["deactivate-user", "nora@lumiera.example"]) == 0
    assert main(["deactivate-user", "nora@lumiera.example"]) == 1
