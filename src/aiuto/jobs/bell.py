"""How a worker on PostgreSQL hears the bell."""

from threading import Event
from typing import Self

import psycopg
from django.db import connection
from psycopg.conninfo import make_conninfo

from aiuto.jobs.ringing import CHANNEL


class Bell:
    """Waits for the bell, a stop or the end of the time, whichever comes first. On SQLite it only waits."""

    def __init__(self) -> None:
        self._line: psycopg.Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._line:
            self._line.close()
            self._line = None

    def wait(self, seconds: float, *, stop: Event) -> None:
        """Raises psycopg.OperationalError when the database has gone."""
        if connection.vendor != "postgresql":
            stop.wait(seconds)
        elif not stop.is_set():
            for _ in self._listening().notifies(timeout=seconds, stop_after=1):
                pass

    def _listening(self) -> psycopg.Connection:
        if self._line is None or self._line.closed:
            self._line = psycopg.connect(_address(), autocommit=True)
            self._line.execute(f"LISTEN {CHANNEL}")
        return self._line


def _address() -> str:
    """A line of its own: one from the pool would be handed on while it still listens."""
    known = connection.get_connection_params()
    wanted = ("dbname", "user", "password", "host", "port", "sslmode", "sslrootcert")
    return make_conninfo(**{name: known[name] for name in wanted if name in known})
