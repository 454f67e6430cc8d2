"""P5: SQLite syncs each commit; a file and its folders are on the disk before the commit that names it.

A kill shows nothing about a loss of power, so the calls and their order are watched.
"""

import os
import threading
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections, transaction

import aiuto
from aiuto.files.models import Blob
from aiuto.files.storage import path_of
from aiuto.files.storing import store
from aiuto.flows.receive_message import receive_message
from tests.mails import mail

FULL = 2


@pytest.fixture
def happened(monkeypatch, tmp_path, settings) -> list[str]:
    """What was made durable, in order: paths below the storage's folder, and `commit`."""
    settings.FILES_ROOT = tmp_path / "files"
    settings.STORAGES = dict(settings.STORAGES)  # Django makes its storages anew
    seen: list[str] = []
    sync, commit, rename = os.fsync, connection._commit, Path.rename

    def watched_sync(handle):
        path = Path(f"/proc/self/fd/{handle}").readlink().relative_to(tmp_path)
        final = path.with_suffix("").with_suffix("") if path.suffix == ".part" else path
        seen.append(f"sync {final}")
        sync(handle)

    def watched_rename(path, target):
        seen.append(f"rename {Path(target).relative_to(tmp_path)}")
        return rename(path, target)

    monkeypatch.setattr(os, "fsync", watched_sync)
    monkeypatch.setattr(Path, "rename", watched_rename)
    monkeypatch.setattr(connection, "_commit", lambda: (seen.append("commit"), commit()))
    return seen


def pragma(name: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        return cursor.fetchone()[0]


@pytest.mark.sqlite_only
@pytest.mark.django_db(transaction=True)
def test_every_connection_syncs_each_commit():
    found = []

    def look():
        found.append((pragma("synchronous"), pragma("journal_mode"), pragma("busy_timeout")))
        connections.close_all()

    threads = [threading.Thread(target=look) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    connection.close()
    look()
    assert found == [(FULL, "wal", 20_000)] * 4


@pytest.mark.sqlite_only
@pytest.mark.django_db(transaction=True)
def test_writers_wait_for_their_turn_at_the_beginning():
    connection.close()
    connection.ensure_connection()
    said: list[str] = []
    connection.connection.set_trace_callback(said.append)
    with transaction.atomic():
        Blob.objects.exists()
    assert said[0] == "BEGIN IMMEDIATE"


@pytest.mark.sqlite_only
def test_no_connection_is_opened_beside_djangos_own():
    """Only copies of the whole file, for back-up and restore, are."""
    rooms = Path(aiuto.__file__).parent
    modules = [path for path in rooms.rglob("*.py") if "sqlite3.connect(" in path.read_text()]
    assert {module.name for module in modules} <= {"database_copies.py"}


@pytest.mark.postgresql_only
@pytest.mark.django_db
def test_postgresql_syncs_as_its_administrator_says():
    with connection.cursor() as cursor:
        cursor.execute("SELECT source FROM pg_settings WHERE name = 'synchronous_commit'")
        assert cursor.fetchone()[0] not in {"client", "session", "database", "user", "database user"}


@pytest.mark.django_db(transaction=True)
def test_large_file_is_on_the_disk_before_the_commit_that_names_it(happened, now):
    large = os.urandom(settings.ENVIRONMENT.aiuto_inline_bytes * 2)
    raw = mail(attachments=(("a.bin", "application/octet-stream", large),))
    receive_message(raw, via="pipe", now=now)

    commit = happened.index("commit")
    for blob in Blob.objects.filter(data__isnull=True):
        name = f"files/{path_of(blob.sha256)}"
        folder = str(Path(name).parent)
        steps = [happened.index(step) for step in (f"sync {name}", f"rename {name}", f"sync {folder}")]
        after = happened[steps[1] :]
        assert steps == sorted(steps)
        assert steps[-1] < commit
        assert {"sync files", "sync ."} <= set(after[: after.index("commit")])
    assert Blob.objects.filter(data__isnull=True).count() == 2


@pytest.mark.django_db(transaction=True)
def test_file_that_another_process_has_just_written_is_synced_too(happened, now):
    data = b"z" * (settings.ENVIRONMENT.aiuto_inline_bytes + 1)
    store([data], now=now)
    Blob.objects.all().delete()
    happened.clear()

    [name] = store([data], now=now)
    assert happened[0] == f"sync files/{name[:2]}"
    assert not [step for step in happened if step.startswith("rename")]


@pytest.mark.django_db
def test_nobody_waits_for_a_lock_without_an_end():
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout" if connection.vendor == "postgresql" else "PRAGMA busy_timeout")
        assert cursor.fetchone()[0] in ("20s", 20_000)
