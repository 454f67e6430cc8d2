"""`aiuto receive` while the machine is in trouble: 75 and nothing kept, or 0 and kept; then all is well again."""

import json
import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.cli.conftest import Run, run_in
from tests.mails import mail

ROOT = Path(__file__).resolve().parent.parent.parent
IMPATIENT = {"PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "tests.cli.impatient"}
MAIL = mail(attachments=(("photo.jpg", "image/jpeg", os.urandom(300_000)),))


def check_kept_now(home: Path) -> None:
    """What was given back is taken, for the first time."""
    assert json.loads(run_in(home, "receive", "--json", given=MAIL).stdout)["outcome"] == "stored"


def test_database_that_somebody_holds_ends_with_75(aiuto: Run, home):
    with closing(sqlite3.connect(home / "aiuto.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        done = aiuto("receive", given=MAIL, **IMPATIENT)
        other.execute("ROLLBACK")
    assert (done.returncode, b"locked" in done.stderr) == (75, True)
    check_kept_now(home)


@contextmanager
def read_only(place: Path) -> Iterator[None]:
    """Nobody writes there, not even root."""
    steps = [["mount", "--bind", str(place), str(place)], ["mount", "-o", "remount,bind,ro", str(place)]]
    if os.geteuid() or subprocess.run(steps[0], check=False, capture_output=True).returncode:
        pytest.skip("only root can make a file system read-only")
    try:
        subprocess.run(steps[1], check=True, capture_output=True)
        yield
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def test_home_that_cannot_be_written_ends_with_75(home):
    with read_only(home):
        done = run_in(home, "receive", given=MAIL)
    assert (done.returncode, done.stdout) == (75, b"")
    check_kept_now(home)


def test_files_that_cannot_be_written_end_with_75(home):
    (home / "files").mkdir(exist_ok=True)
    with read_only(home / "files"):
        done = run_in(home, "receive", given=MAIL)
    assert (done.returncode, done.stdout) == (75, b"")
    check_kept_now(home)


def test_database_that_is_no_database_ends_with_75(home):
    whole = (home / "aiuto.sqlite3").read_bytes()
    (home / "aiuto.sqlite3").write_bytes(b"x" * 8192)
    assert run_in(home, "receive", given=MAIL).returncode == 75
    (home / "aiuto.sqlite3").write_bytes(whole)
    check_kept_now(home)
