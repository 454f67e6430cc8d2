"""X4: a fresh installation has no account and no debug page, and secrets stay out of logs, tables and the journal."""

import logging
import os
import subprocess
import sys

import pytest
from axes.models import AccessAttempt
from django.conf import settings

from aiuto.journal.actors import SYSTEM
from aiuto.journal.models import Event
from aiuto.people.accounts import create_user
from aiuto.people.models import User

PASSWORD = "lanterna-verde-77"


def run_fresh(home, *command):
    """A command in an installation that has set nothing but its folder and its address."""
    ours = ("AIUTO_", "DJANGO_", "DATABASE_URL")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    environment |= {"AIUTO_HOME": str(home), "AIUTO_URL": "https://aiuto.example"}
    return subprocess.run(
        [sys.executable, *command], env=environment, capture_output=True, text=True, check=False, timeout=120
    )


def test_check_deploy_is_clean(tmp_path):
    done = run_fresh(tmp_path, "-m", "aiuto.config.manage", "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr


def test_a_fresh_installation_makes_its_own_key(tmp_path):
    program = "from aiuto.config import settings; print(settings.SECRET_KEY)"
    [key] = {run_fresh(tmp_path, "-c", program).stdout.strip() for _ in range(2)}
    assert len(key) > 50
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_a_fresh_database_has_no_account(db):
    assert not User.objects.exists()


def test_debug_is_off_unless_asked_for():
    assert settings.DEBUG is False
    assert settings.DEMO is False


@pytest.fixture
def everything_said(caplog):
    caplog.set_level(logging.DEBUG)
    return lambda: "\n".join([caplog.text, *(str(record.__dict__) for record in caplog.records)])


def test_passwords_are_in_no_log_and_no_table(client, db, now, everything_said, capsys):
    create_user(email="anna@lumen.example", name="Anna", role="agent", password=PASSWORD, by=SYSTEM, now=now)
    for password in ("quasi-" + PASSWORD, PASSWORD):
        client.post("/account/login/", {"login": "anna@lumen.example", "password": password})
    client.post("/account/reauthenticate/", {"password": "quasi-" + PASSWORD})
    kept = [str(row) for model in (AccessAttempt, Event, User) for row in model.objects.values_list()]
    said = everything_said() + "".join(capsys.readouterr())
    assert AccessAttempt.objects.exists()
    assert PASSWORD not in said + "".join(kept)


def test_a_forgotten_exception_shows_no_password(client, db, monkeypatch, everything_said):
    """Django's report of an error hides what a form holds."""
    client.raise_request_exception = False
    monkeypatch.setattr("aiuto.people.sign_in.allow", lambda *args, **kwargs: 1 / 0)
    answer = client.post("/account/login/", {"login": "anna@lumen.example", "password": PASSWORD})
    assert answer.status_code == 500
    assert PASSWORD not in answer.text + everything_said()


def test_an_error_page_tells_nothing_of_the_house(client, db):
    for address in ("/nowhere/", "/account/keys/webauthn/keys/1/edit/x"):
        answer = client.get(address)
        assert answer.status_code == 404
        assert "Traceback" not in answer.text
        assert "urlpatterns" not in answer.text
