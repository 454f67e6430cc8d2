"""Rows of one compiled question, made into what its queryset would give: worked out once, then for any answer."""

from operator import itemgetter
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.query import ModelIterable, get_related_populators
from django.db.models.sql.compiler import SQLCompiler


class Reader:
    """`read(rows)` gives objects or tuples, as the queryset is one of objects or of `values_list`."""

    def __init__(self, question: QuerySet[Any, Any], compiler: SQLCompiler) -> None:
        self._compiler = compiler
        self._converters = compiler.get_converters([column[0] for column in compiler.select])
        self._objects = _Objects(compiler) if _gives_objects(question) else None

    def read(self, rows: list[Any]) -> list[Any]:
        if self._converters:
            rows = [tuple(row) for row in self._compiler.apply_converters(rows, self._converters)]
        return self._objects.made_of(rows) if self._objects else rows


class _Objects:
    """As `ModelIterable` makes them."""

    def __init__(self, compiler: SQLCompiler) -> None:
        info = compiler.klass_info
        begin, end = info["select_fields"][0], info["select_fields"][-1] + 1
        self._model = info["model"]
        self._own = itemgetter(slice(begin, end))
        self._names = [column[0].target.attname for column in compiler.select[begin:end]]
        self._added = tuple(compiler.annotation_col_map.items())
        self._joined = get_related_populators(info, compiler.select, connection.alias)  # type: ignore[call-arg]

    def made_of(self, rows: list[Any]) -> list[Any]:
        return [self._made_of(row) for row in rows]

    def _made_of(self, row: tuple[Any, ...]) -> Any:
        made = self._model.from_db(connection.alias, self._names, self._own(row))
        for name, place in self._added:
            setattr(made, name, row[place])
        for populator in self._joined:
            populator.populate(row, made)
        return made


def _gives_objects(question: QuerySet[Any, Any]) -> bool:
    return issubclass(question._iterable_class, ModelIterable)  # noqa: SLF001
