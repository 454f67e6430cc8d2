"""A question that is asked again and again: Django makes its SQL once, the rows become objects as ever."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

from aiuto.rows.cursors import cursor
from aiuto.rows.reading import Reader

Answer = TypeVar("Answer")
Given = TypeVar("Given", str, int)
Value = str | int | date
_FIRST = -(2**62)
_LONG_AGO = datetime(1900, 1, 1, tzinfo=UTC)


def filled(values: list[Given], size: int) -> list[Given]:
    """As many values as the question has places for: the last stands again and again, which `IN` does not mind."""
    return values + values[-1:] * (size - len(values))


@dataclass(frozen=True, slots=True)
class Made:
    """The SQL on one kind of database, the kinds of its columns, and how its rows are read."""

    sql: str
    parameters: tuple[Any, ...]
    reader: Reader
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its values, not asked yet: for `together`."""

    made: Made
    values: list[Any]


class Question(Generic[Answer]):
    """`Question(lambda address: Thing.objects.filter(address=address), str)`, then `ask(address)` gives the list.

    The queryset may hold objects with what `select_related` joins and `annotate` adds, or `values_list`. Every value is
    a text, a number, a day or a moment, never None, and no value may change which SQL is right.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Answer]], *kinds: type[Value]) -> None:
        self._build = build
        self._kinds = kinds
        self._made: dict[str, tuple[Made, tuple[int | None, ...]]] = {}

    def ask(self, *values: Value) -> list[Answer]:
        """The rows for these values. Always asks the database."""
        asked = self.of(*values)
        with cursor() as bound:
            bound.execute(asked.made.sql, asked.values)
            rows = bound.fetchall()
        return asked.made.reader.read(rows) if rows else []

    def of(self, *values: Value) -> Asked:
        """The question with these values, to be asked together with others."""
        made, places = self._made.get(connection.vendor) or self._make()
        given = [_bound(value) for value in values]
        pairs = zip(made.parameters, places, strict=True)
        return Asked(made, [fixed if place is None else given[place] for fixed, place in pairs])

    def _make(self) -> tuple[Made, tuple[int | None, ...]]:
        """`places` says which value each parameter is, None for one that never changes."""
        stand_ins = [_STAND_INS[kind](n) for n, kind in enumerate(self._kinds)]
        questions = self._build(*stand_ins)
        made = compiled(questions, questions.query.get_compiler(connection=connection))
        known = [_bound(stand_in) for stand_in in stand_ins]
        places = tuple(known.index(value) if value in known else None for value in made.parameters)
        self._made[connection.vendor] = made, places
        return made, places


def compiled(question: QuerySet[Any, Any], compiler: SQLCompiler) -> Made:
    """Raises EmptyResultSet when Django knows without asking that nothing is found."""
    sql, parameters = compiler.as_sql()
    kinds = tuple(column[0].output_field.get_internal_type() for column in compiler.select)
    return Made(sql, tuple(parameters), Reader(question, compiler), kinds)


def _bound(value: Value) -> Any:
    """As the database takes it: SQLite has days and moments as text."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


_STAND_INS: dict[type[Value], Callable[[int], Value]] = {
    str: lambda n: f"\x01{n}",
    int: lambda n: _FIRST + n,
    date: lambda n: _LONG_AGO.date() + timedelta(n),
    datetime: lambda n: _LONG_AGO + timedelta(n),
}
