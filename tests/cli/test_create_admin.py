"""`aiuto create-admin`: the first account, with no defaults."""

import io
import sys

import pytest

from aiuto.cli.main import main
from aiuto.people.models import User

PASSWORD = "una-luce-in-cucina"


def create(monkeypatch, email: str, password: str) -> int:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{password}\n"))
    return main(["create-admin", "--email", email, "--name", "Irene Costa", "--password-stdin"])


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
