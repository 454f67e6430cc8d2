"""Rows like one that is there: a list is counted at a hundred, and flows would make each of them on its way."""

from collections.abc import Callable
from typing import TypeVar

from django.db.models import Model

Row = TypeVar("Row", bound=Model)


def alike(row: Row, number: int, **given: Callable[[int], object]) -> list[Row]:
    """So many more, with what `given` says of each by its place among them."""
    kept = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    del kept[row._meta.pk.attname]
    own = [{name: make(n) for name, make in given.items()} for n in range(number)]
    return type(row).objects.bulk_create([type(row)(**kept | each) for each in own])
