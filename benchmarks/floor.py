"""The floor of intake: the standard library's parser and bare inserts of the rows Aiuto wrote, one commit a mail."""

import sqlite3
from typing import Any

import psycopg
from django.apps import apps
from django.db import connection, models
from django.db.models.fields import NOT_PROVIDED
from psycopg.types.json import Jsonb

TABLES = (
    "files.Blob",
    "customers.Customer",
    "customers.ContactPoint",
    "intake.RawMail",
    "tickets.Ticket",
    "tickets.Participant",
    "tickets.Message",
    "tickets.Attachment",
    "tickets.SearchEntry",
    "tickets.Link",
    "outbox.Delivery",
    "jobs.Job",
    "journal.Event",
)
Rows = list[tuple[Any, ...]]
Bare = sqlite3.Connection | psycopg.Connection
Written = list[tuple[str, Rows]]


class Table:
    """One table: how its new rows are read and how they are inserted elsewhere."""

    def __init__(self, model: type[models.Model]) -> None:
        meta = model._meta  # noqa: SLF001 - Django's way to ask a model about its table
        fields = [field for field in meta.concrete_fields if field.db_default is NOT_PROVIDED]
        self.name = meta.db_table
        self._columns = [field.column for field in fields]
        self._listed = ", ".join(f'"{column}"' for column in self._columns)
        self._json = [isinstance(field, models.JSONField) for field in fields]
        self._order = "stored_at" if meta.label == "files.Blob" else meta.pk.column
        self._last: Any = "1970-01-01" if self._order == "stored_at" else 0

    def insert(self, mark: str) -> str:
        marks = ", ".join([mark] * len(self._columns))
        return f"INSERT INTO {self.name} ({self._listed}) VALUES ({marks})"

    def new_rows(self) -> Rows:
        """What was written since the last time."""
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {self._listed} FROM {self.name} WHERE {self._order} > %s ORDER BY {self._order}",
                [self._last],
            )
            rows = cursor.fetchall()
        if rows:
            self._last = rows[-1][self._columns.index(self._order)]
        return [self._stored(row) for row in rows]

    def _stored(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        """PostgreSQL's driver wants to be told of JSON."""
        if connection.vendor == "sqlite":
            return row
        return tuple(Jsonb(value) if json else value for value, json in zip(row, self._json, strict=True))


class Copier:
    """Reads after each mail which rows are new."""

    def __init__(self) -> None:
        self._tables = [Table(apps.get_model(name)) for name in TABLES]
        self._mark = "?" if connection.vendor == "sqlite" else "%s"
        self.written()

    def written(self) -> Written:
        """Statements with their rows, in an order that foreign keys allow."""
        found = [(table.insert(self._mark), table.new_rows()) for table in self._tables]
        return [(statement, rows) for statement, rows in found if rows]


def connect(name: str) -> Bare:
    """The driver's own connection to a database, as durable as Aiuto's."""
    if connection.vendor == "sqlite":
        bare = sqlite3.connect(name, isolation_level=None)
        bare.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000; PRAGMA foreign_keys=ON"
        )
        return bare
    keys = {"HOST": "host", "PORT": "port", "USER": "user", "PASSWORD": "password"}
    given = {keys[key]: value for key, value in connection.settings_dict.items() if key in keys and value}
    return psycopg.connect(dbname=name, autocommit=True, **given)


def insert(bare: Bare, written: Written) -> None:
    """One transaction."""
    bare.execute("BEGIN IMMEDIATE" if isinstance(bare, sqlite3.Connection) else "BEGIN")
    for statement, rows in written:
        for row in rows:
            bare.execute(statement, row)
    bare.execute("COMMIT")
