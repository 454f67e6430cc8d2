"""One row in, by a statement that is made once a model."""

from functools import cache
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Field, Model
from django.db.models.fields import NOT_PROVIDED

from aiuto.rows.cursors import cursor

Row = TypeVar("Row", bound=Model)


def insert(row: Row) -> Row:
    """Insert a new object as `save(force_insert=True)` would, and give it its id. Raises IntegrityError.

    For models of ours alone: no parents, no signals, no files.
    """
    statement, fields, keyless = _statement(type(row), connection.vendor)
    values = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
    with cursor() as asked:
        asked.execute(statement, values)
        if keyless:
            row.pk = asked.fetchone()[0]
    row._state.adding, row._state.db = False, connection.alias  # noqa: SLF001 - as Model.save does
    return row


@cache
def _statement(model: type[Model], _vendor: str) -> tuple[str, list[Field[Any, Any]], bool]:
    """The statement, the fields it takes in their order, and whether the database gives the id."""
    meta = model._meta  # noqa: SLF001 - Django's way to ask a model about its table
    keyless = meta.auto_field is not None
    fields = [f for f in meta.concrete_fields if f.db_default is NOT_PROVIDED and f is not meta.auto_field]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column or "") for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    returning = f" RETURNING {quote(str(meta.pk.column))}" if keyless else ""
    return f"INSERT INTO {quote(meta.db_table)} ({columns}) VALUES ({marks}){returning}", fields, keyless  # noqa: S608
