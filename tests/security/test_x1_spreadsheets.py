"""X1: what people wrote is text in a spreadsheet, whatever it begins with; numbers stay numbers."""

import csv
import io
from decimal import Decimal

from hypothesis import example, given
from hypothesis import strategies as st

from aiuto.workspace.spreadsheet import as_csv, cell

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def beginning(text: str) -> str:
    """What a spreadsheet looks at: quotes and spaces before it are skipped."""
    return text.lstrip(" '\"\n")[:1]


@given(st.text())
@example("=1+1")
@example(" =1+1")
@example("'=1+1")
@example('"@SUM(A1)')
@example("\t=1")
@example("-2+3")
def test_no_cell_begins_like_a_formula(text):
    written = cell(text)
    assert written in (text, f"'{text}")
    if beginning(text) in FORMULA and beginning(text):
        assert written == f"'{text}"


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), min_size=1))
def test_what_was_written_is_read_again(texts):
    file = as_csv("name", ["column"] * len(texts), [texts]).content.decode("utf-8-sig")
    [_, row] = list(csv.reader(io.StringIO(file, newline="")))
    assert [
        told.removeprefix("'") if told != text else told for told, text in zip(row, texts, strict=True)
    ] == texts


def test_numbers_stay_numbers():
    assert [cell(value) for value in (Decimal("-12.50"), 3, None)] == ["-12.50", "3", ""]
