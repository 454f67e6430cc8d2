"""A cursor whose statements PostgreSQL plans once a connection; SQLite keeps its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection


@contextmanager
def cursor() -> Iterator[Any]:
    """As `connection.cursor()`, with values bound by the server, which Django leaves to the client otherwise.

    `prepare_threshold` in the settings says after how many times a statement is kept.
    """
    if connection.vendor != "postgresql":
        with connection.cursor() as usual:
            yield usual
        return
    from psycopg import Cursor  # noqa: PLC0415 - a process on SQLite starts sooner without the driver

    connection.ensure_connection()
    # Django wraps it, for its log of statements and for its errors
    with connection._prepare_cursor(Cursor(connection.connection)) as bound:  # type: ignore[attr-defined]  # noqa: SLF001
        yield bound
