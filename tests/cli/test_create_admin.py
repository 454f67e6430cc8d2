"""`aiuto create-admin`: the first account, with no defaults."""

import io
import sys

import pytest

from aiuto.cli.main import main
from aiuto.outbox.models import Delivery
from aiuto.people.models import User

PASSWORD = "una-luce-in-cucina"


def create(monkeypatch, email: str, password: str, *more: str) -> int:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{password}\n"))
    return main(["create-admin", "--email", email, "--name", "Irene Costa", "--password-stdin", *more])


def invite(*more: str) -> int:
    return main(["create-admin", "--email", "nora@lumiera.example", "--name", "Nora", "--invite", *more])


def test_account_can_sign_in_and_manage(db, monkeypatch, capsys):
    assert create(monkeypatch, "Irene@Lumiera.example", PASSWORD) == 0
    user = User.objects.get(email="irene@lumiera.example")
    assert user.check_password(PASSWORD) and user.role == "admin"


@pytest.mark.parametrize(("email", "password"), [("irene", PASSWORD), ("irene@lumiera.example", "short")])
def test_what_cannot_be_is_said_in_a_sentence(db, monkeypatch, capsys, email, password):
    assert create(monkeypatch, email, password) == 1
    assert capsys.readouterr().err.startswith("aiuto create-admin: ")
    assert not User.objects.exists()


def test_address_that_is_taken(db, monkeypatch, capsys):
    create(monkeypatch, "irene@lumiera.example", PASSWORD)
    assert create(monkeypatch, "irene@lumiera.example", PASSWORD) == 1
    assert User.objects.count() == 1


def test_role_team_and_language_are_as_asked(db, monkeypatch, capsys):
    asked = ("--role", "lead", "--team", "Assistenza", "--language", "en")
    assert create(monkeypatch, "irene@lumiera.example", PASSWORD, *asked) == 0
    user = User.objects.get()
    assert (user.role, user.language) == ("lead", "en")
    assert [team.name for team in user.teams.all()] == ["Assistenza"]


def test_invitation_goes_by_mail(db, settings, capsys):
    settings.EMAIL_BACKEND = "aiuto.outbox.backend.DeliveryBackend"
    assert invite("--role", "agent") == 0
    assert not User.objects.get().has_usable_password()
    delivery = Delivery.objects.get()
    assert delivery.recipient == "nora@lumiera.example"
    assert "/account/password/reset/key/" in delivery.parts["text"]


def test_team_that_is_not_there(db, capsys):
    assert invite("--team", "Nessuno") == 64
    assert "there is no team 'Nessuno'" in capsys.readouterr().err and not User.objects.exists()


@pytest.mark.parametrize("wrong", [("--role", "owner"), ("--language", "fr"), ("--password-stdin",)])
def test_choices_that_are_none(db, capsys, wrong):
    assert invite(*wrong) == 64
    assert not User.objects.exists()
