"""`aiuto backup` and `aiuto restore`: what comes back is what was there, on both databases."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import psycopg
import pytest

from aiuto.cli.database_copies import NAMES
from tests.cli.conftest import command, environment, run_in
from tests.mails import mail

LARGE = os.urandom(200_000)


def with_file(number: int) -> bytes:
    return mail(
        message_id=f"<{number}@customer.example>", subject=f"Numero {number}",
        attachments=(("photo.jpg", "image/jpeg", LARGE + bytes([number])),),
    )  # fmt: skip


@pytest.fixture(scope="module")
def lived_in(migrated_home, tmp_path_factory) -> Path:
    """A home with two mails, and beside it a backup of it in `copy`; to be read only."""
    home = shutil.copytree(migrated_home, tmp_path_factory.mktemp("lived") / "var")
    for number in range(2):
        assert run_in(home, "receive", given=with_file(number)).returncode == 0
    saved = run_in(home, "backup", str(home.parent / "copy"))
    assert saved.returncode == 0, saved.stderr.decode()
    return home


@pytest.fixture
def copy(lived_in, tmp_path) -> Path:
    """The backup, for a test to do with as it likes."""
    return shutil.copytree(lived_in.parent / "copy", tmp_path / "copy")


def restored(backup: Path, home: Path, **more: str) -> subprocess.CompletedProcess:
    return run_in(home, "restore", str(backup), **more)


def test_everything_comes_back(lived_in, copy, tmp_path):
    assert (lived_in.parent / "copy").stat().st_mode & 0o077 == 0
    back = restored(copy, tmp_path / "new")
    assert back.returncode == 0, back.stderr.decode()
    before, after = (run_in(home, "export", "tickets").stdout for home in (lived_in, tmp_path / "new"))
    assert after == before != b""
    assert run_in(tmp_path / "new", "verify").returncode == 0
    assert (tmp_path / "new" / "secret_key").read_text() == (lived_in / "secret_key").read_text()


def test_mail_that_comes_in_meanwhile_is_whole_or_absent(home, aiuto, tmp_path):
    folder = tmp_path / "mails"
    folder.mkdir()
    for number in range(60):
        (folder / f"{number}.eml").write_bytes(with_file(number + 10))
    writing = subprocess.Popen(
        command("import-mail", str(folder), "--jsonl"),
        stdout=subprocess.PIPE,
        env=environment(home),
        cwd=tmp_path,
    )
    writing.stdout.readline()
    assert aiuto("backup", str(tmp_path / "copy")).returncode == 0
    writing.communicate()
    assert restored(tmp_path / "copy", tmp_path / "new").returncode == 0
    assert run_in(tmp_path / "new", "verify").returncode == 0


def test_folder_that_is_not_empty_is_left_alone(aiuto, tmp_path):
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "letter.txt").write_text("dear")
    assert aiuto("backup", str(tmp_path / "copy")).returncode == 64
    assert [path.name for path in (tmp_path / "copy").iterdir()] == ["letter.txt"]


def test_lost_file_is_named_and_keeps_no_other_from_being_saved(lived_in, tmp_path):
    home = shutil.copytree(lived_in, tmp_path / "var")
    lost, kept = sorted(path for path in (home / "files").rglob("*") if path.is_file())[:2]
    lost.unlink()
    saved = run_in(home, "backup", str(tmp_path / "copy"))
    assert (saved.returncode, lost.name in saved.stderr.decode()) == (1, True)
    assert restored(tmp_path / "copy", tmp_path / "new").returncode == 0
    assert (tmp_path / "new" / "files" / kept.name[:2] / kept.name).read_bytes() == kept.read_bytes()


def test_database_that_was_only_migrated_gives_way(lived_in, copy, home):
    back = restored(copy, home)
    assert back.returncode == 0, back.stderr.decode()
    before, after = (run_in(one, "export", "tickets").stdout for one in (lived_in, home))
    assert after == before != b""
    assert run_in(home, "verify").returncode == 0


def test_database_that_holds_something_is_left_alone(copy, home):
    assert run_in(home, "connect-mailbox", "help@lumiera.example").returncode in (0, 1)
    before = (home / "aiuto.sqlite3").read_bytes()
    back = restored(copy, home)
    assert back.returncode == 1 and b"There is data in this database" in back.stderr
    assert (home / "aiuto.sqlite3").read_bytes() == before


@pytest.mark.parametrize("damage", ["unfinished", "database", "file", "newer", "changed"])
def test_damaged_backup_changes_nothing(copy, tmp_path, damage):
    _damage(copy, damage)
    back = restored(copy, tmp_path / "new")
    assert back.returncode == 1 and b"Traceback" not in back.stderr and back.stderr
    assert not (tmp_path / "new" / "aiuto.sqlite3").exists()


def _damage(copy: Path, kind: str) -> None:
    manifest = copy / "manifest.json"
    file = next(path for path in (copy / "files").rglob("*") if path.is_file())
    match kind:
        case "unfinished":
            manifest.unlink()
        case "database":
            with (copy / NAMES["sqlite"]).open("ab") as database:
                database.write(b"x")
        case "file":
            file.unlink()
        case "changed":
            file.write_bytes(b"other")
        case "newer":
            told = json.loads(manifest.read_text())
            manifest.write_text(
                json.dumps(told | {"migrations": [*told["migrations"], "tickets.9999_later"]})
            )


def test_postgresql_comes_back_and_goes_on_in_order(tmp_path, database_url, postgres_server):
    home, url = tmp_path / "var", {"DATABASE_URL": database_url}
    assert run_in(home, "migrate", **url).returncode == 0
    _copy(postgres_server, database_url, f"{database_url}_migrated")
    for number in range(2):
        assert run_in(home, "receive", given=with_file(number), **url).returncode == 0
    before = run_in(home, "export", "tickets", **url).stdout
    saved = run_in(home, "backup", str(tmp_path / "copy"), **url)
    assert saved.returncode == 0, saved.stderr.decode()
    _copy(postgres_server, f"{database_url}_migrated", database_url)
    shutil.rmtree(home)
    unable = restored(tmp_path / "copy", home, **url, PATH=str(home))
    assert unable.returncode == 1 and b"pg_restore is missing" in unable.stderr
    assert _order(database_url) == [], "the tables are still there"
    back = restored(tmp_path / "copy", home, **url)
    assert back.returncode == 0, back.stderr.decode()
    assert run_in(home, "export", "tickets", **url).stdout == before != b""
    assert run_in(home, "verify", **url).returncode == 0
    assert run_in(home, "receive", given=with_file(7), **url).returncode == 0
    assert _order(database_url) == sorted(_order(database_url))
    again = restored(tmp_path / "copy", home, **url)
    assert again.returncode == 1 and b"There is data in this database" in again.stderr


def _copy(server: str, source: str, target: str) -> None:
    """Put what is in the one database into the other, and nothing else."""
    source, target = (url.rpartition("/")[2] for url in (source, target))
    with psycopg.connect(server, autocommit=True) as line:
        line.execute(f"DROP DATABASE IF EXISTS {target} WITH (FORCE)")
        line.execute(f"CREATE DATABASE {target} TEMPLATE {source}")


def _order(url: str) -> list[int]:
    """Ids of the events in the order in which live pages read them."""
    with psycopg.connect(url) as line:
        return [row[0] for row in line.execute("SELECT id FROM journal_event ORDER BY xid, id")]
