"""A question that is asked for every mail: Django makes its SQL once, the rows become objects as ever."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import QuerySet
from django.db.models.query import ModelIterable, get_related_populators
from django.db.models.sql.compiler import SQLCompiler

from aiuto.rows.cursors import cursor

Answer = TypeVar("Answer")
Given = TypeVar("Given", str, int)
_FIRST = -(2**62)


def filled(values: list[Given], size: int) -> list[Given]:
    """As many values as the question has places for: the last stands again and again, which `IN` does not mind."""
    return values + values[-1:] * (size - len(values))


@dataclass(frozen=True, slots=True)
class _Made:
    """The SQL on one kind of database; `places` says which value each parameter is, None for one that never changes."""

    sql: str
    parameters: tuple[Any, ...]
    places: tuple[int | None, ...]
    compiler: SQLCompiler
    objects: bool


class Question(Generic[Answer]):
    """`Question(lambda address: Thing.objects.filter(address=address), str)`, then `ask(address)` gives the list.

    The queryset may hold objects with what `select_related` joins and `annotate` adds, or `values_list`. Every value is
    a text or a number, never None, and no value may change which SQL is right.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Answer]], *kinds: type[str] | type[int]) -> None:
        self._build = build
        self._kinds = kinds
        self._made: dict[str, _Made] = {}

    def ask(self, *values: str | int) -> list[Answer]:
        """The rows for these values. Always asks the database."""
        made = self._made.get(connection.vendor) or self._make()
        asked = [
            fixed if place is None else values[place]
            for fixed, place in zip(made.parameters, made.places, strict=True)
        ]
        with cursor() as bound:
            bound.execute(made.sql, asked)
            rows = bound.fetchall()
        return _converted(made.compiler, rows, objects=made.objects) if rows else []

    def _make(self) -> _Made:
        stand_ins = [f"\x01{n}" if kind is str else _FIRST + n for n, kind in enumerate(self._kinds)]
        questions = self._build(*stand_ins)
        compiler = questions.query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        places = tuple(stand_ins.index(value) if value in stand_ins else None for value in parameters)
        made = _Made(sql, tuple(parameters), places, compiler, _gives_objects(questions))
        self._made[connection.vendor] = made
        return made


def made_of(question: QuerySet[Any, Any], compiler: SQLCompiler, rows: list[Any]) -> list[Any]:
    """What the queryset itself would make of these rows."""
    return _converted(compiler, rows, objects=_gives_objects(question))


def _gives_objects(question: QuerySet[Any, Any]) -> bool:
    return issubclass(question._iterable_class, ModelIterable)  # noqa: SLF001


def _converted(compiler: SQLCompiler, rows: list[Any], *, objects: bool) -> list[Any]:
    converters = compiler.get_converters([column[0] for column in compiler.select])
    if converters:
        rows = [tuple(row) for row in compiler.apply_converters(rows, converters)]
    return [*_objects(compiler, rows)] if objects else rows


def _objects(compiler: SQLCompiler, rows: list[Any]) -> list[Any]:
    """As `ModelIterable` makes them."""
    info = compiler.klass_info
    begin, end = info["select_fields"][0], info["select_fields"][-1] + 1
    names = [column[0].target.attname for column in compiler.select[begin:end]]
    populators = get_related_populators(info, compiler.select, connection.alias)  # type: ignore[call-arg]
    found = [info["model"].from_db(connection.alias, names, row[begin:end]) for row in rows]
    for row, made in zip(rows, found, strict=True):
        for name, place in compiler.annotation_col_map.items():
            setattr(made, name, row[place])
        for populator in populators:
            populator.populate(row, made)
    return found
