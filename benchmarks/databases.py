"""Databases to measure on: fresh, migrated, and thrown away."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg import sql


@contextmanager
def fresh(name: str) -> Iterator[str]:
    """A new migrated database under this name; Django's connection is where it was before, again."""
    before = connection.settings_dict["NAME"]
    made = str(Path(settings.HOME) / f"{name}.sqlite3") if connection.vendor == "sqlite" else f"bench_{name}"
    _remove(made)
    _create(made)
    use(made)
    call_command("migrate", verbosity=0)
    use(before)
    yield made
    _remove(made)


def use(name: str) -> None:
    """Point Django's connection there."""
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()
    connection.settings_dict["NAME"] = name


def _create(name: str) -> None:
    if connection.vendor == "postgresql":
        _administer("CREATE DATABASE {}", name)


def _remove(name: str) -> None:
    if connection.vendor == "postgresql":
        _administer("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
        return
    for ending in ("", "-wal", "-shm"):
        Path(f"{name}{ending}").unlink(missing_ok=True)


def _administer(statement: str, name: str) -> None:
    keys = {"HOST": "host", "PORT": "port", "USER": "user", "PASSWORD": "password"}
    given = {keys[key]: value for key, value in connection.settings_dict.items() if key in keys and value}
    with psycopg.connect(dbname="postgres", autocommit=True, **given) as server:
        server.execute(sql.SQL(statement).format(sql.Identifier(name)))
