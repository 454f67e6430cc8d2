"""Tables for spreadsheets: a cell that begins like a formula is text there, and numbers stay numbers (X1)."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

from django.http import HttpResponse

_FORMULA = re.compile(r"[\s'\"]*[=+\-@\t\r]")


def as_csv(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """A file to keep, in UTF-8 with the mark by which spreadsheets know it."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(head)
    writer.writerows([cell(value) for value in row] for row in rows)
    answer = HttpResponse(written.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def cell(value: object) -> str:
    """Numbers and moments as they are; words in one line, and never a formula."""
    if value is None:
        return ""
    if isinstance(value, Decimal | int | datetime):
        return value.isoformat() if isinstance(value, datetime) else str(value)
    text = str(value)
    return f"'{text}" if _FORMULA.match(text) else text
