"""One row changed, by a statement that is made once a model and its fields."""

from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Field, Model

from aiuto.rows.cursors import cursor


def update(row: Model, *names: str) -> None:
    """Write these fields of an object that is there, as `save(update_fields=names)` would.

    For models of ours alone, and rows that are locked: one that is gone meanwhile is no error.
    """
    statement, fields = _statement(type(row), names, connection.vendor)
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
    with cursor() as asked:
        asked.execute(statement, [*values, row.pk])


@cache
def _statement(model: type[Model], names: tuple[str, ...], _vendor: str) -> tuple[str, list[Field[Any, Any]]]:
    """The statement, and the fields it takes in their order."""
    meta = model._meta  # noqa: SLF001 - Django's way to ask a model about its table
    fields = [meta.get_field(name) for name in names]
    quote = connection.ops.quote_name
    changes = ", ".join(f"{quote(str(field.column))} = %s" for field in fields)  # type: ignore[union-attr]
    where = f"{quote(str(meta.pk.column))} = %s"
    return f"UPDATE {quote(meta.db_table)} SET {changes} WHERE {where}", fields  # type: ignore[return-value]  # noqa: S608
