"""`aiuto receive`, as a mail server's pipe: 0 once kept, 75 when nothing was kept, 64 for wrong options."""

import json
import os
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.conftest import AWAY, command, environment, run_in
from tests.mails import mail

CODE = mail(
    subject="Codice di verifica", text="Il suo codice di verifica: 482913", sender="no-reply@shop.example"
)


def outcome(done: subprocess.CompletedProcess) -> dict:
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def test_stored_mail_names_ticket_and_message(aiuto):
    told = outcome(aiuto("receive", "--json", given=mail()))
    assert told.keys() == {"outcome", "ticket", "message", "reason"}
    assert told["outcome"] == "stored" and told["reason"] is None
    assert len(told["ticket"]) == 8 and told["message"].isdigit()


def test_duplicate_names_the_first(aiuto):
    first = outcome(aiuto("receive", "--json", given=mail()))
    again = outcome(aiuto("receive", "--json", given=mail(headers=(("X-Spam-Score", "1"),))))
    assert again == first | {"outcome": "duplicate"}


def test_without_json_nothing_is_printed(aiuto):
    done = aiuto("receive", given=mail())
    assert (done.returncode, done.stdout) == (0, b"")


@pytest.mark.parametrize("raw", [b"", b"\0" * 1000, b"Subject: half a mail", os.urandom(5000)])
def test_whatever_comes_is_kept(aiuto, raw):
    assert outcome(aiuto("receive", "--json", given=raw))["outcome"] in ("stored", "quarantined")


def test_login_code_is_quarantined_with_its_reason(aiuto):
    told = outcome(aiuto("receive", "--json", given=CODE))
    assert told == {"outcome": "quarantined", "ticket": None, "message": None, "reason": "login-code"}


def test_desk_by_name(aiuto):
    assert outcome(aiuto("receive", "--json", "--desk", "Assistenza", given=mail()))["outcome"] == "stored"


@pytest.mark.parametrize("options", [["--desk", "Nowhere"], ["--colour"], ["--desk"]])
def test_wrong_options_end_with_64(aiuto, options):
    assert aiuto("receive", *options, given=mail()).returncode == 64


def test_database_that_was_never_migrated_ends_with_75(tmp_path):
    assert run_in(tmp_path / "var", "receive", given=mail()).returncode == 75


def test_database_that_is_away_ends_with_75(aiuto):
    assert aiuto("receive", given=mail(), **AWAY).returncode == 75


@pytest.mark.parametrize(
    "broken", [{"PORT": "none"}, {"DATABASE_URL": "mongo://x/y"}, {"AIUTO_HOME": "/dev/null/x"}]
)
def test_broken_settings_end_with_75(aiuto, broken):
    assert aiuto("receive", given=mail(), **broken).returncode == 75


def test_broken_installation_ends_with_75(aiuto, tmp_path):
    broken = tmp_path / "broken" / "django"
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text("raise ImportError('half an upgrade')")
    assert aiuto("receive", given=mail(), PYTHONPATH=str(broken.parent)).returncode == 75


def test_reader_that_cannot_take_the_line_changes_nothing(home):
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command("receive", "--json"), input=mail(), stdout=full, stderr=subprocess.PIPE, env=environment(home),
            cwd=home.parent, check=False,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize(("options", "code"), [(("--desk", "Nobody's"), 64), ((), 75)])
def test_complaint_that_cannot_be_written_changes_no_code(tmp_path, migrated_home, options, code):
    """The full disk that keeps the mail out often is the one that the complaint would go to."""
    home = migrated_home if options else tmp_path / "never-migrated"
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command("receive", *options),
            input=mail(),
            stderr=full,
            env=environment(home),
            cwd=tmp_path,
            check=False,
        )
    assert done.returncode == code


@contextmanager
def small_disk(place, kilobytes: int):
    """A file system of its own; needs root."""
    place.mkdir()
    options = ["-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(place)]
    if os.geteuid() or subprocess.run(["mount", *options], check=False, capture_output=True).returncode:
        pytest.skip("a small file system can be mounted by root only")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def test_full_disk_ends_with_75_and_keeps_nothing(tmp_path, migrated_home):
    large = mail(attachments=(("photo.jpg", "image/jpeg", os.urandom(3_000_000)),))
    with small_disk(tmp_path / "disk", 6000):
        home = tmp_path / "disk" / "var"
        home.mkdir()
        for name in ("aiuto.sqlite3", "secret_key"):
            (home / name).write_bytes((migrated_home / name).read_bytes())
        outcomes = [run_in(home, "receive", "--json", given=large + bytes([65 + n])) for n in range(3)]
        kept = [json.loads(done.stdout)["outcome"] for done in outcomes if done.returncode == 0]
        assert outcomes[-1].returncode == 75
        assert {done.returncode for done in outcomes} <= {0, 75}
        exported = run_in(home, "export", "tickets")
    assert len(exported.stdout.splitlines()) == len(kept)


def test_postgresql_keeps_it_too(tmp_path, database_url):
    home = tmp_path / "var"
    assert run_in(home, "receive", given=mail(), DATABASE_URL=database_url).returncode == 75
    assert run_in(home, "migrate", DATABASE_URL=database_url).returncode == 0
    first = outcome(run_in(home, "receive", "--json", given=mail(), DATABASE_URL=database_url))
    again = outcome(run_in(home, "receive", "--json", given=mail(), DATABASE_URL=database_url))
    assert again == first | {"outcome": "duplicate"}
