"""Databases to measure on: fresh, migrated, and thrown away."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql


@contextmanager
def fresh(name: str) -> Iterator[str]:
    """A new migrated database under this name; Django's connection is where it was before, again."""
    before = connection.settings_dict["NAME"]
    made = _path(name)
    _remove(made)
    _create(made)
    use(made)
    call_command("migrate", verbosity=0)
    use(before)
    yield made
    _remove(made)


def kept(name: str) -> tuple[str, bool]:
    """A migrated database under this name that stays for the run, and whether it is new; half made is new."""
    before = connection.settings_dict["NAME"]
    made = _path(name)
    fresh = not is_whole(name)
    if fresh:
        _remove(made)
        _create(made)
    use(made)
    call_command("migrate", verbosity=0)
    use(before)
    return made, fresh


def whole(name: str) -> None:
    """It was seeded to the end."""
    _marker(name).touch()


def is_whole(name: str) -> bool:
    """Was it seeded before?"""
    return _marker(name).exists()


def _marker(name: str) -> Path:
    return Path(settings.HOME) / f"{connection.vendor}-{name}.seeded"


def use(name: str) -> None:
    """Point Django's connection there."""
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()
    connection.settings_dict["NAME"] = name


def side_by_side(name: str) -> BaseDatabaseWrapper:
    """A second connection, to this database; `stand_on` makes it Django's own."""
    made = connections.create_connection("default")
    made.settings_dict = connection.settings_dict | {"NAME": name}
    return made


def stand_on(other: BaseDatabaseWrapper) -> None:
    """From now on this is the connection that all queries use."""
    connections["default"] = other


def _path(name: str) -> str:
    return str(Path(settings.HOME) / f"{name}.sqlite3") if connection.vendor == "sqlite" else f"bench_{name}"


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
