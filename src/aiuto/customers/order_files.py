"""Files of orders, read line by line: CSV with a row an article, or JSON with an order a line.

CSV begins with the names of its columns, in English or Italian, in any order (`COLUMNS`); only number and date are
needed. Commas, semicolons and tabs all part columns; UTF-8 (with or without its mark) and Windows-1252 are read.
Rows of one number are one order, wherever they stand. JSON lines have the same names, and `lines` with the articles.
"""

import csv
import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any

from django.utils.translation import gettext as _

from aiuto.customers import order_values as values
from aiuto.customers.names import folded
from aiuto.customers.order_values import WrongValue

COLUMNS: dict[str, tuple[str, ...]] = {
    "number": ("number", "order", "order number", "numero", "ordine", "numero ordine"),
    "date": ("date", "ordered on", "order date", "data", "data ordine"),
    "state": ("state", "status", "stato"),
    "promised": ("promised", "promised on", "consegna promessa", "consegna prevista", "promesso"),
    "delivered": ("delivered", "delivered on", "consegnato", "consegnato il", "data consegna"),
    "email": ("email", "e mail", "mail", "posta"),
    "phone": ("phone", "telephone", "telefono", "cellulare"),
    "name": ("name", "customer", "nome", "cliente"),
    "sku": ("sku", "item code", "codice", "codice articolo"),
    "item": ("item", "product", "description", "articolo", "prodotto", "descrizione"),
    "quantity": ("quantity", "qty", "quantita", "qta"),
    "unit_price": ("unit price", "price", "prezzo", "prezzo unitario"),
    "currency": ("currency", "valuta"),
}
_NAMED = {alias: column for column, aliases in COLUMNS.items() for alias in aliases}
_LONGEST_RECORD = 20
_WORKBOOK = ("PK\x03\x04", "ÐÏ\x11à")  # how .xlsx and .xls begin


@dataclass(frozen=True, slots=True)
class LineRow:
    """One article of an order."""

    sku: str
    name: str
    quantity: Decimal
    unit_price: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One order; `line` is where it begins in the file."""

    line: int
    number: str
    ordered_on: date
    state: str = ""
    promised_on: date | None = None
    delivered_on: date | None = None
    email: str = ""
    phone: str = ""
    name: str = ""
    lines: tuple[LineRow, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Wrong:
    """A line that could not be taken, and why, as a sentence."""

    line: int
    why: str


Row = OrderRow | Wrong
Named = dict[str, str]


def read_orders(lines: Iterable[bytes]) -> Iterator[Row]:
    """The orders of a file and what is wrong in it; every line that is right is taken."""
    texts = ((number, _decoded(line)) for number, line in enumerate(lines, start=1))
    written = ((number, text) for number, text in texts if text.strip())
    first = next(written, None)
    if first is None:
        return
    rows = _from_json if first[1].lstrip().startswith("{") else _from_csv
    yield from rows(chain([first], written))


def _decoded(line: bytes) -> str:
    try:
        return line.decode("utf-8-sig")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


def _from_json(lines: Iterable[tuple[int, str]]) -> Iterator[Row]:
    for number, text in lines:
        try:
            given = json.loads(text, parse_float=str, parse_int=str)
            articles = given.get("lines") or ()
            order = _order(number, _named(given))
            yield replace(
                order, lines=tuple(_article(_named_article(a), decimal_comma=False) for a in articles)
            )
        except WrongValue as wrong:
            yield Wrong(number, str(wrong))
        except (ValueError, TypeError, AttributeError, RecursionError):
            yield Wrong(number, _("This line is not JSON of an order."))


def _named(given: dict[str, Any]) -> Named:
    """The values under our names, as text."""
    found = {_NAMED.get(folded(key), ""): value for key, value in given.items()}
    return {key: "" if value is None else str(value) for key, value in found.items() if key}


def _named_article(given: dict[str, Any]) -> Named:
    """An article's item may be called its name."""
    row = _named(given)
    return {"item": row.get("name", ""), **row}


def _from_csv(lines: Iterator[tuple[int, str]]) -> Iterator[Row]:
    start, header = next(lines)
    separator = max(";,\t", key=header.count)
    columns = _columns(header, separator)
    if not {"number", "date"} <= set(columns):
        yield Wrong(start, _of_no_table(header))
        return
    orders: dict[str, OrderRow] = {}
    for number, record in _records(lines):
        try:
            row = _row(columns, _fields(record, separator))
            _collect(orders, number, row, decimal_comma=separator != ",")
        except WrongValue as wrong:
            yield Wrong(number, str(wrong))
        except csv.Error:
            yield Wrong(number, _("This line cannot be read as CSV."))
    yield from orders.values()


def _columns(header: str, separator: str) -> list[str]:
    """Our names of the columns, "" for one that we do not know; none where the line is no list of names."""
    with suppress(WrongValue, csv.Error):
        return [_NAMED.get(folded(name), "") for name in _fields(header, separator)]
    return []


def _of_no_table(header: str) -> str:
    if header.startswith(_WORKBOOK):
        return _("This is a workbook. Save it as CSV, and bring in that file.")
    return _("The first line must name the columns, at least number and date.")


def _records(lines: Iterator[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Rows; one with a quotation mark left open goes on in the next lines, if it is closed soon."""
    waiting: list[tuple[int, str]] = []
    for line in lines:
        waiting.append(line)
        whole = "".join(text for _number, text in waiting)
        if whole.count('"') % 2 == 0:
            yield waiting[0][0], whole
            waiting = []
        elif len(waiting) > _LONGEST_RECORD:
            yield from waiting
            waiting = []
    yield from waiting


def _fields(record: str, separator: str) -> list[str]:
    if record.count('"') % 2:
        raise WrongValue(_("A quotation mark is opened and not closed."))
    return next(csv.reader([record.rstrip("\r\n")], delimiter=separator), [])


def _row(columns: list[str], cells: list[str]) -> Named:
    if any(cell.strip() for cell in cells[len(columns) :]):
        raise WrongValue(_("This line has more values than the first line has columns."))
    return {name: cell for name, cell in zip(columns, cells, strict=False) if name}


def _collect(orders: dict[str, OrderRow], line: int, row: Named, *, decimal_comma: bool) -> None:
    """The row as a new order, or as one more article of an order that is there."""
    order = _order(line, row)
    has_article = any(row.get(name, "").strip() for name in ("sku", "item"))
    article = (_article(row, decimal_comma=decimal_comma),) if has_article else ()
    known = orders.get(order.number, order)
    orders[order.number] = replace(known, lines=known.lines + article)


def _order(line: int, row: Named) -> OrderRow:
    ordered_on = values.day(row.get("date", ""), name=_("The date"))
    if ordered_on is None:
        raise WrongValue(_("%(name)s is missing.") % {"name": _("The date")})
    return OrderRow(
        line=line,
        number=values.needed(row.get("number", ""), name=_("The number"), longest=60),
        ordered_on=ordered_on,
        state=values.text(row.get("state", ""), name=_("The state"), longest=40),
        promised_on=values.day(row.get("promised", ""), name=_("The promised date")),
        delivered_on=values.day(row.get("delivered", ""), name=_("The delivery date")),
        email=values.email(row.get("email", "")),
        phone=values.phone(row.get("phone", "")),
        name=values.text(row.get("name", ""), name=_("The name"), longest=160),
    )


def _article(row: Named, *, decimal_comma: bool) -> LineRow:
    sku = values.text(row.get("sku", ""), name=_("The article's code"), longest=60)
    quantity, price = row.get("quantity", "").strip() or "1", row.get("unit_price", "").strip() or "0"
    return LineRow(
        sku=sku,
        name=values.text(row.get("item", ""), name=_("The article"), longest=200) or sku,
        quantity=values.amount(quantity, name=_("The quantity"), decimal_comma=decimal_comma, places=3),
        unit_price=values.amount(price, name=_("The price"), decimal_comma=decimal_comma, places=4),
        currency=values.currency(row.get("currency", "")),
    )
