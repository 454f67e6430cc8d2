"""Files of orders: CSV of two countries, JSON lines, and what is wrong in them."""

import io
from datetime import date
from decimal import Decimal

from hypothesis import example, given
from hypothesis import strategies as st

from aiuto.customers.order_files import OrderRow, Wrong, read_orders

ITALIAN = """\
Numero;Data;Stato;Consegna prevista;E-mail;Telefono;Cliente;Codice;Articolo;Quantità;Prezzo unitario
L-2041;31/03/2026;spedito;10/04/2026;Giulia@Customer.example;347 1234567;Giulia Neri;NUV-1;Lampada Nuvola;2;1.149,90
L-2042;01/04/2026;;;;;;;;;
L-2041;31/03/2026;spedito;;;;;BUL-9;"Bulbo ""caldo"";
E27";10;3,5
"""


def read(text: str | bytes) -> list[OrderRow | Wrong]:
    data = text.encode() if isinstance(text, str) else text
    return list(read_orders(io.BytesIO(data)))


def test_read_orders_of_an_italian_csv():
    first, second = read("\ufeff" + ITALIAN)
    assert (first.line, first.number, first.ordered_on) == (2, "L-2041", date(2026, 3, 31))
    assert (first.state, first.promised_on, first.delivered_on) == ("spedito", date(2026, 4, 10), None)
    assert (first.email, first.phone, first.name) == (
        "giulia@customer.example",
        "+393471234567",
        "Giulia Neri",
    )
    assert [(each.sku, each.name, each.quantity, each.unit_price, each.currency) for each in first.lines] == [
        ("NUV-1", "Lampada Nuvola", Decimal(2), Decimal("1149.9"), "EUR"),
        ("BUL-9", 'Bulbo "caldo"; E27', Decimal(10), Decimal("3.5"), "EUR"),
    ]
    assert (second.number, second.lines) == ("L-2042", ())


def test_read_orders_of_windows_1252():
    [order] = read("number,date,name\n1,2026-03-31,Niccolò\n".encode("cp1252"))
    assert order.name == "Niccolò"


def test_read_orders_of_json_lines():
    [order, wrong, other] = read(
        '{"number": "L-1", "date": "2026-03-31", "email": "a@b.example", "lines": '
        '[{"sku": "N", "name": "Nuvola", "quantity": 1, "unit_price": 149.90, "currency": "CHF"}, {"sku": "B"}]}\n'
        "[1, 2]\n\n"
        '{"number": 7, "date": "2026-03-31", "lines": null}'
    )
    assert [(line.name, line.unit_price, line.currency) for line in order.lines] == [
        ("Nuvola", Decimal("149.9"), "CHF"),
        ("B", Decimal(0), "EUR"),
    ]
    assert wrong == Wrong(2, "This line is not JSON of an order.")
    assert (other.line, other.number) == (4, "7")


def test_read_orders_takes_the_others_of_a_wrong_line():
    rows = read(
        "number,date,promised,email,item,quantity\n"
        "1,2026-03-31,,,Nuvola,1\n"
        "2,31 March,,,Nuvola,1\n"
        ",2026-03-31,,,Nuvola,1\n"
        "3,2026-03-31,soon,,,\n"
        "4,2026-03-31,,not an address,,\n"
        "1,2026-03-31,,,Bulb,many\n"
        "5,2026-03-31,,,a,b,c\n"
        '6,2026-03-31,,,"open,1\n'
        "7,2026-03-31,,,Bulb,2\n"
    )
    assert [(row.line, row.why) for row in rows if isinstance(row, Wrong)] == [
        (3, "The date: “31 March” is not a date: write 2026-03-31 or 31/03/2026."),
        (4, "The number is missing."),
        (5, "The promised date: “soon” is not a date: write 2026-03-31 or 31/03/2026."),
        (6, "“not an address” is not an e-mail address."),
        (7, "The quantity: “many” is not a number."),
        (8, "This line has more values than the first line has columns."),
        (9, "A quotation mark is opened and not closed."),
    ]
    assert [(row.number, len(row.lines)) for row in rows if isinstance(row, OrderRow)] == [("1", 1), ("7", 1)]


def test_read_orders_without_the_names_of_the_columns():
    assert read("1,2026-03-31\n") == [
        Wrong(1, "The first line must name the columns, at least number and date.")
    ]


def test_read_orders_of_nothing():
    assert read("") == []
    assert read("\n \n") == []


def test_read_orders_of_a_workbook_says_what_to_do():
    told = [Wrong(1, "This is a workbook. Save it as CSV, and bring in that file.")]
    assert read(b"PK\x03\x04\x14\r\x00\n") == read(b"\xd0\xcf\x11\xe0\xa1\xb1\n") == told


@given(st.binary(max_size=400))
@example(b"number\rdate")
@example(b'"number,date')
def test_read_orders_of_any_bytes_says_what_is_wrong(data):
    header = b"number,date,item,quantity\n"
    for row in read(header + data) + read(b"{" + data) + read(data):
        assert isinstance(row, Wrong | OrderRow)
