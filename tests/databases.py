"""The databases that tests run on: migrated once, copied for each process, brought back after each test that commits.

SQLite copies a file. PostgreSQL copies a database by `TEMPLATE` and then deletes what a test has left: both bring back
what migrations put in, and both cost many times less than migrating again or flushing every table.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
from django.core.management import call_command
from django.db import connection
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache" / "test-databases"
A_DAY = 24 * 60 * 60


def create(worker: str) -> None:
    """Point Django's connection at a fresh, migrated database of this test process."""
    if connection.vendor == "sqlite":
        _use(str(Path(os.environ["AIUTO_HOME"]) / "aiuto.sqlite3"))
        _copy_file(_sqlite_template())
    else:
        template = _postgresql_template()
        _use(f"test_aiuto_{os.getpid()}_{worker}")
        _copy_database(template)
        _begun()


def restore() -> None:
    """Bring the database back to what migrations made."""
    if connection.vendor == "sqlite":
        _copy_file(_sqlite_template())
    else:
        _bring_back()


def copy_to(place: Path) -> None:
    """A migrated SQLite file there, for processes that are none of ours."""
    shutil.copyfile(_sqlite_template(), place)


def drop() -> None:
    """Leave nothing on a server that stays."""
    _close()
    if connection.vendor == "postgresql":
        _administer("DROP DATABASE IF EXISTS {} WITH (FORCE)", _name())


def _name() -> str:
    return str(connection.settings_dict["NAME"])


def _use(name: str) -> None:
    _close()
    connection.settings_dict["NAME"] = name


def _close() -> None:
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()


def _copy_file(template: Path) -> None:
    """Processes that still hold the old file keep it to themselves."""
    connection.close()
    place = Path(_name())
    fresh = place.with_suffix(".fresh")
    shutil.copyfile(template, fresh)
    for old in (f"{place}-wal", f"{place}-shm"):
        Path(old).unlink(missing_ok=True)
    fresh.replace(place)


def _sqlite_template() -> Path:
    path = CACHE / f"{_digest()}.sqlite3"
    if not path.exists():
        with _only_one():
            if not path.exists():
                _migrate_file(path)
    return path


def _migrate_file(path: Path) -> None:
    for outdated in CACHE.glob("*.sqlite3"):
        if outdated.stat().st_mtime < time.time() - A_DAY:
            outdated.unlink()
    kept = _name()
    half = path.with_suffix(".half")
    half.unlink(missing_ok=True)
    _migrate(str(half))
    half.rename(path)
    _use(kept)


def _migrate(name: str) -> None:
    _use(name)
    call_command("migrate", verbosity=0, interactive=False)
    _close()


def _copy_database(template: str) -> None:
    _close()
    _administer("DROP DATABASE IF EXISTS {} WITH (FORCE)", _name())
    _administer("CREATE DATABASE {} TEMPLATE {}", _name(), template)


def _bring_back() -> None:
    """Whoever still holds a connection loses it. Foreign keys are looked at when all is done, in whatever order."""
    _close()
    with _maintenance(_name()) as line:
        line.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> %s",
                     [_name(), line.info.backend_pid])  # fmt: skip
        begun = _begun()
        found = " UNION ALL ".join(f"SELECT '{one}' WHERE EXISTS (SELECT FROM {one})" for one in begun.tables)
        with line.transaction():
            for (table,) in line.execute(found).fetchall():
                line.execute(f"DELETE FROM {table}")
            for table, rows in begun.rows.items():
                with line.cursor().copy(f"COPY {table} FROM STDIN") as copy:
                    copy.write(rows)
            line.execute(begun.sequences)


@dataclass(frozen=True, slots=True)
class Begun:
    """What migrations made: all tables, the rows of those that have some, and what sets sequences back."""

    tables: list[str]
    rows: dict[str, bytes]
    sequences: str


@cache
def _begun() -> Begun:
    """As the fresh copy has it: nobody may look into the template while another process copies it."""
    with _maintenance(_name()) as line:
        tables = [
            name for (name,) in line.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        ]
        rows = {table: _copied(line, table) for table in tables}
        last = line.execute("SELECT sequencename, last_value FROM pg_sequences").fetchall()
    sets = [f"setval('{name}', {value or 1}, {value is not None})" for name, value in last]
    return Begun(tables, {table: text for table, text in rows.items() if text}, f"SELECT {', '.join(sets)}")


def _copied(line: psycopg.Connection, table: str) -> bytes:
    with line.cursor().copy(f"COPY (SELECT * FROM {table}) TO STDOUT") as copy:
        return b"".join(bytes(part) for part in copy)


def _postgresql_template() -> str:
    name = f"test_aiuto_{_digest()}"
    with _only_one():
        if not _exists(name):
            _migrate_database(name)
    return name


def _migrate_database(name: str) -> None:
    kept, half = _name(), f"{name}_half"
    _administer("DROP DATABASE IF EXISTS {} WITH (FORCE)", half)
    _administer("CREATE DATABASE {}", half)
    _migrate(half)
    _administer("ALTER DATABASE {} RENAME TO {}", half, name)
    _use(kept)


def _exists(name: str) -> bool:
    with _maintenance() as server:
        return server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def _administer(statement: str, *names: str) -> None:
    with _maintenance() as server:
        server.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _maintenance(name: str = "postgres") -> psycopg.Connection:
    keys = {"HOST": "host", "PORT": "port", "USER": "user", "PASSWORD": "password"}
    given = {keys[key]: value for key, value in connection.settings_dict.items() if key in keys and value}
    return psycopg.connect(dbname=name, autocommit=True, **given)


@cache
def _digest() -> str:
    """A name for what migrations make: other migrations or other packages, another template."""
    files = sorted([*(ROOT / "src").glob("**/migrations/*.*"), *(ROOT / "src").glob("**/models.py")])
    made = hashlib.sha256((ROOT / "requirements" / "base.txt").read_bytes())
    for file in (file for file in files if file.suffix in {".py", ".sql"}):
        made.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return made.hexdigest()[:16]


@contextmanager
def _only_one() -> Iterator[None]:
    """One test process makes the template, the others wait for it."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def seen_from_outside(query: str) -> Any:
    """The first value of the query, as a connection that is none of ours reads it: only what is committed."""
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        other = sqlite3.connect(given["NAME"])
    else:
        other = psycopg.connect(
            dbname=given["NAME"],
            user=given["USER"],
            password=given["PASSWORD"],
            host=given["HOST"],
            port=given["PORT"],
        )
    try:
        return other.execute(query).fetchone()[0]
    finally:
        other.close()
