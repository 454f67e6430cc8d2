"""`aiuto doctor`: one line a finding, with what mends it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from aiuto.cli.main import main
from aiuto.intake.models import Mailbox
from aiuto.jobs.models import Job
from aiuto.journal.actors import SYSTEM
from aiuto.journal.recording import record
from aiuto.people.queries import default_desk
from tests.cli.conftest import AWAY, run_in


@pytest.fixture
def lines(db, capsys):
    def told(name: str) -> list[str]:
        main(["doctor"])
        return [line for line in capsys.readouterr().out.splitlines() if line.split()[1] == f"{name}:"]

    return told


def test_sound_parts_are_said_to_be_in_order(lines):
    assert lines("database") == ["✓ database: in order"]
    assert lines("clock") == ["✓ clock: in order"]
    assert lines("work") == ["✓ work: in order"]


def test_links_to_localhost(lines):
    assert "set AIUTO_URL" in lines("settings")[0]


def test_mailbox_that_cannot_be_reached(lines):
    Mailbox.objects.create(
        desk=default_desk(), address="a@lumiera.example", imap_host="127.0.0.1", imap_port=9, imap_security="none",
        smtp_host="127.0.0.1", smtp_port=9, smtp_security="none",
    )  # fmt: skip
    told = lines("mail")
    sides = [line.removeprefix("✗ mail: a@lumiera.example: ").partition(":")[0] for line in told]
    assert sides == ["reading", "sending"]
    assert all("Look at the port" in line for line in told)


@pytest.mark.parametrize(("server", "told"), [("", 1), ("mx.lumiera.example", 0)])
def test_machines_mail_that_reaches_few_is_good_to_know_and_no_illness(lines, settings, server, told):
    Mailbox.objects.create(desk=default_desk(), address="a@lumiera.example")
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update={"aiuto_authserv_id": server})
    said = lines("proof")
    assert len(said) == told
    assert all("set AIUTO_AUTHSERV_ID" in line and line.startswith("· ") for line in said)


def test_no_mailbox_at_all(lines):
    assert "no mailbox is connected" in lines("mail")[0]


def test_clock_that_runs_behind(lines):
    record("ticket.opened", by=SYSTEM, now=timezone.now() + timedelta(days=1))
    assert "set the clock" in lines("clock")[0]


def test_work_that_nobody_does(lines):
    then = timezone.now() - timedelta(hours=1)
    Job.objects.create(task="x", max_attempts=1, created_at=then, run_after=then)
    assert "start `aiuto serve`" in lines("work")[0]


def test_database_that_is_away_is_a_finding_not_a_crash(tmp_path):
    done = run_in(tmp_path / "var", "doctor", **AWAY)
    told = done.stdout.decode()
    assert done.returncode == 1 and "✗ database: " in told
    assert "Connection refused" in told and "mend DATABASE_URL" in told
    assert done.stderr == b""


def test_file_that_is_no_database_says_what_to_do(home):
    (home / "aiuto.sqlite3").write_bytes(b"x" * 8192)
    assert "✗ database: file is not a database; bring a backup back" in run_in(home, "doctor").stdout.decode()


def test_storage_that_takes_nothing_says_what_to_do(lines, settings, tmp_path):
    (tmp_path / "files").write_bytes(b"a file where a folder should be")
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "files"},
        }
    }
    assert "make room" in lines("storage")[0]


def test_database_that_waits_for_changes(tmp_path):
    done = run_in(tmp_path / "var", "doctor")
    assert done.returncode == 1 and "run `aiuto migrate`" in done.stdout.decode()
