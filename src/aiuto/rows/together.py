"""Several questions asked in one statement, for a page that would ask the database one after the other."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from aiuto.rows.asking import Asked, compiled
from aiuto.rows.cursors import cursor

ARRAYS = {"postgresql": ("json_agg", "json_build_array"), "sqlite": ("json_group_array", "json_array")}

WIDEST = 100
"""No function of PostgreSQL takes more arguments: wider rows are told in pieces."""


@dataclass(frozen=True, slots=True)
class Bare:
    """A SELECT in plain SQL whose columns hold numbers and texts."""

    sql: str
    values: Sequence[Any]
    columns: int


One = QuerySet[Any, Any] | Asked | Bare
Read = Callable[[list[Any]], list[Any]]


def together(*questions: One) -> list[list[Any]]:
    """The rows of each question, in the order asked. One statement: all of them see the same moment.

    The rows travel as JSON, so querysets hold days, moments, numbers, texts, yes and no, and JSON; nothing prefetched.
    """
    parts = [_part(one) for one in questions]
    written = [(f"q{n}", part) for n, part in enumerate(parts) if part]
    if not written:
        return [[] for _ in questions]
    tables = ", ".join(f"{name}({_columns(bare)}) AS ({bare.sql})" for name, (bare, _) in written)
    arrays = ", ".join(_array(name, bare) for name, (bare, _) in written)
    with cursor() as asked:
        asked.execute(f"WITH {tables} SELECT {arrays}", [v for _, (bare, _) in written for v in bare.values])
        told = iter(asked.fetchone())
    return [part[1](_whole(json.loads(next(told)), part[0])) if part else [] for part in parts]


def _columns(bare: Bare) -> str:
    return ", ".join(_named(bare))


def _named(bare: Bare) -> list[str]:
    return [f"c{n}" for n in range(bare.columns)]


def _whole(rows: list[Any], bare: Bare) -> list[Any]:
    """Rows whose pieces are one again."""
    return rows if bare.columns <= WIDEST else [list(chain.from_iterable(row)) for row in rows]


def _array(name: str, bare: Bare) -> str:
    every, row = ARRAYS[connection.vendor]
    names = _named(bare)
    pieces = [f"{row}({', '.join(names[n : n + WIDEST])})" for n in range(0, len(names), WIDEST)]
    whole = f"{every}({pieces[0]})" if len(pieces) == 1 else f"{every}({row}({', '.join(pieces)}))"
    if connection.vendor == "postgresql":
        whole = f"coalesce({whole}, '[]')::text"
    return f"(SELECT {whole} FROM {name})"  # noqa: S608


def _part(question: One) -> tuple[Bare, Read] | None:
    """None when Django knows without asking that nothing is found."""
    if isinstance(question, Bare):
        return question, list
    try:
        asked = question if isinstance(question, Asked) else _asked(question)
    except EmptyResultSet:
        return None
    made = asked.made
    restoring = [_RESTORED.get(kind) for kind in made.kinds] if connection.vendor == "postgresql" else []
    return Bare(made.sql, asked.values, len(made.kinds)), lambda rows: made.reader.read(
        [_restored(row, restoring) for row in rows]
    )


def _asked(question: QuerySet[Any, Any]) -> Asked:
    made = compiled(question, question.query.get_compiler(connection=connection))
    return Asked(made, [*made.parameters])


def _restored(row: list[Any], restoring: list[Callable[[Any], Any] | None]) -> tuple[Any, ...]:
    """PostgreSQL's driver would hand out days and moments, and JSON as text; SQLite's hands out what JSON holds."""
    if not restoring:
        return tuple(row)
    return tuple(
        make(value) if make and value is not None else value
        for make, value in zip(restoring, row, strict=True)
    )


_RESTORED: dict[str, Callable[[Any], Any]] = {
    "DateField": date.fromisoformat,
    "DateTimeField": datetime.fromisoformat,
    "JSONField": json.dumps,
}
