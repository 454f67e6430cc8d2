"""A copy of the whole database at one moment, while others work with it; and back into an empty one."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.db import connection, transaction
from psycopg.conninfo import make_conninfo

from aiuto.files.queries import names_statement

NAMES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
_LIVED_IN = {"intake_mailbox", "intake_rawmail", "tickets_ticket", "people_user", "customers_customer"}
_LINE = ("host", "port", "user", "dbname", "sslmode", "sslrootcert", "sslcert", "sslkey")


class CannotCopy(Exception):
    """The database cannot be saved or brought back; the text says why and what helps."""


def save(folder: Path) -> list[str]:
    """Write the database to the folder; the names of the files in the storage at that same moment."""
    target = folder / NAMES[connection.vendor]
    return _save_sqlite(target) if connection.vendor == "sqlite" else _save_postgresql(target)


def bring_back(folder: Path) -> None:
    """Fill the empty database from the folder; the tables of `aiuto migrate` give way."""
    source = folder / NAMES[connection.vendor]
    if connection.vendor == "sqlite":
        _bring_back_sqlite(source)
    else:
        # A missing program, or one too old for this backup, is told while everything still stands.
        _run("pg_restore", "--list", str(source))
        _drop_tables()
        _run(
            "pg_restore",
            "--single-transaction",
            "--no-owner",
            "--no-privileges",
            "--exit-on-error",
            str(source),
        )
    connection.close()


def is_empty() -> bool:
    """Whether nothing was ever made in it, but by `aiuto migrate`."""
    if connection.vendor == "sqlite" and not Path(_name()).exists():
        return True
    tables = set(connection.introspection.table_names())
    empty = not tables or (tables >= _LIVED_IN and not any(map(_has_rows, _LIVED_IN)))
    connection.close()
    return empty


def _has_rows(table: str) -> bool:
    with connection.cursor() as sql:
        sql.execute(f"SELECT 1 FROM {table} LIMIT 1")  # noqa: S608 - one of the names above
        return sql.fetchone() is not None


def _drop_tables() -> None:
    with transaction.atomic(), connection.cursor() as sql:
        for table in connection.introspection.table_names():
            sql.execute(f"DROP TABLE IF EXISTS {connection.ops.quote_name(table)} CASCADE")
    connection.close()


def _save_sqlite(target: Path) -> list[str]:
    if not Path(_name()).exists():
        raise CannotCopy(f"There is no database at {_name()}.")
    try:
        return _copy_sqlite(_name(), target)
    except sqlite3.Error as problem:
        raise CannotCopy(f"{target}: {problem}") from None


def _copy_sqlite(name: str, target: Path) -> list[str]:
    with closing(sqlite3.connect(name)) as source, closing(sqlite3.connect(target)) as copy:
        # Reading once fixes the moment that the copy is of.
        source.execute("BEGIN")
        names = [name for (name,) in source.execute(names_statement())]
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    return names


def _save_postgresql(target: Path) -> list[str]:
    with transaction.atomic(), connection.cursor() as sql:
        sql.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        sql.execute("SELECT pg_export_snapshot()")
        snapshot = sql.fetchone()[0]
        sql.execute(names_statement())
        names = [name for (name,) in sql.fetchall()]
        _run("pg_dump", "--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--file={target}")
    return names


def _bring_back_sqlite(source: Path) -> None:
    place = Path(_name())
    half = place.with_name(f"{place.name}.restoring")
    shutil.copyfile(source, half)
    with half.open("rb") as file:
        os.fsync(file.fileno())
    for left in (f"{place}-wal", f"{place}-shm"):
        Path(left).unlink(missing_ok=True)
    half.replace(place)


def _run(program: str, *options: str) -> None:
    """A program of PostgreSQL's, with our connection; the password is not for the list of processes."""
    given = connection.get_connection_params()
    line = make_conninfo(**{name: given[name] for name in _LINE if given.get(name)})
    environment = os.environ | {"PGPASSWORD": str(given.get("password") or "")}
    try:
        done = subprocess.run(  # noqa: S603 - fixed options, no shell
            [program, f"--dbname={line}", *options],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        raise CannotCopy(f"{program} is missing; on Debian: apt-get install postgresql-client") from None
    if done.returncode:
        raise CannotCopy(f"{program}: {done.stderr.strip()}")


def _name() -> str:
    return str(connection.settings_dict["NAME"])
