"""Writing very many rows at once: COPY on PostgreSQL, one prepared statement on SQLite."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Max, Model, QuerySet
from django.db.models.fields import NOT_PROVIDED

Row = tuple[Any, ...]


class Table:
    """A model's table; fields that are not named get their default."""

    def __init__(self, model: type[Model], *names: str) -> None:
        self.model = model
        meta = model._meta  # noqa: SLF001 - Django's way to ask a model about its table
        fields = {field.name: field for field in meta.concrete_fields}
        self._name = connection.ops.quote_name(meta.db_table)
        rest = [f for name, f in fields.items() if name not in names and f.db_default is NOT_PROVIDED]
        self._columns = [fields[name].column for name in names] + [field.column for field in rest]
        self._constants = tuple(field.get_db_prep_save(field.get_default(), connection) for field in rest)

    def write(self, rows: Iterable[Row]) -> None:
        """Each row holds the named fields' values, as the database takes them; times are naive UTC."""
        whole = (row + self._constants for row in rows)
        columns = ", ".join(f'"{column}"' for column in self._columns)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {self._name} ({columns}) FROM STDIN") as copy:
                    for row in whole:
                        copy.write_row(row)
            else:
                marks = ", ".join(["%s"] * len(self._columns))
                cursor.executemany(f"INSERT INTO {self._name} ({columns}) VALUES ({marks})", list(whole))  # noqa: S608

    def next_id(self) -> int:
        newest = QuerySet(self.model).aggregate(newest=Max("pk"))["newest"]
        return (newest or 0) + 1


def go_on_from_here(written: Sequence[type[Model]]) -> None:
    """Let the database count on from the ids that were written."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), written):
            cursor.execute(statement)


@contextmanager
def large_memory() -> Iterator[None]:
    """While so much is written, SQLite keeps more of its indexes in memory."""
    if connection.vendor != "sqlite":
        yield
        return
    _sqlite_memory(cache_kilobytes=400_000, index_bytes=64 << 20)
    try:
        yield
    finally:
        _sqlite_memory(cache_kilobytes=16_000, index_bytes=1 << 20)


def _sqlite_memory(*, cache_kilobytes: int, index_bytes: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA cache_size = -{cache_kilobytes}")
        cursor.execute("INSERT INTO tickets_fts(tickets_fts, rank) VALUES('hashsize', %s)", [index_bytes])
