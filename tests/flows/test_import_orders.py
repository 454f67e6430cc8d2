"""Orders of another system, loaded as often as one likes."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from aiuto.customers.models import ContactPoint, Customer, Order, OrderLine
from aiuto.flows.import_orders import Imported, import_orders
from aiuto.journal.models import Event

HEADER = "number;date;state;promised;email;phone;name;sku;item;quantity;unit price\n"
NUVOLA = (
    "L-1;2026-02-27;{state};2026-03-04;giulia@customer.example;347 1234567;Giulia Neri;N;Nuvola;1;149,90\n"
)
BULB = "L-1;2026-02-27;{state};2026-03-04;giulia@customer.example;347 1234567;Giulia Neri;B;Bulb;2;3,50\n"
OTHER = "L-2;2026-02-28;;;;;;;;;\n"

pytestmark = pytest.mark.django_db


def load(*rows: str, now, source: str = "shop", state: str = "shipped") -> Imported:
    lines = [HEADER, *(row.format(state=state) for row in rows)]
    return import_orders((line.encode() for line in lines), source=source, now=now)


def counts(imported: Imported) -> tuple[int, int, int, int]:
    return imported.read, imported.created, imported.updated, imported.unchanged


def test_import_orders_makes_customers_orders_and_lines(now):
    assert counts(load(NUVOLA, BULB, OTHER, now=now)) == (2, 2, 0, 0)
    order = Order.objects.get(number="L-1")
    assert (order.source, order.state, order.promised_on) == ("shop", "shipped", date(2026, 3, 4))
    assert order.customer.name == "Giulia Neri"
    assert [(line.position, line.sku, str(line.unit_price)) for line in order.lines.order_by("position")] == [
        (1, "N", "149.9000"),
        (2, "B", "3.5000"),
    ]
    assert Order.objects.get(number="L-2").customer is None
    assert Event.objects.filter(kind="order.created", actor_kind="import").count() == 2


def test_import_orders_again_changes_nothing(now):
    load(NUVOLA, BULB, OTHER, now=now)
    events = _changes()
    assert counts(load(NUVOLA, BULB, OTHER, now=now + timedelta(days=1))) == (2, 0, 0, 2)
    assert (_changes(), OrderLine.objects.count(), Customer.objects.count()) == (events, 2, 1)


def test_import_orders_changes_what_changed(now):
    load(NUVOLA, BULB, now=now)
    assert counts(load(NUVOLA, now=now, state="delivered")) == (1, 0, 1, 0)
    order = Order.objects.get()
    assert (order.state, order.lines.count()) == ("delivered", 1)
    assert counts(load(NUVOLA, now=now, state="delivered")) == (1, 0, 0, 1)


def test_import_orders_of_two_sources_are_two(now):
    load(OTHER, now=now)
    assert counts(load(OTHER, now=now, source="erp")) == (1, 1, 0, 0)


def test_import_orders_finds_the_customer_who_wrote(ticket, now):
    load(NUVOLA, now=now)
    assert Order.objects.get().customer == ticket.customer
    assert ContactPoint.objects.count() == 1


def test_import_orders_keeps_a_customer_whom_the_file_no_longer_names(now):
    load(NUVOLA, now=now)
    load("L-1;2026-02-27;lost;;;;;;;;\n", now=now)
    assert Order.objects.get().customer.name == "Giulia Neri"


def test_import_orders_reports_wrong_lines_and_loses_nothing_of_the_others(now):
    with translation.override("en"):
        imported = load(NUVOLA, "L-3;never;;;;;;;;;\n", OTHER, now=now)
    assert counts(imported) == (2, 2, 0, 0)
    [wrong] = imported.wrong
    assert (wrong.line, wrong.why) == (3, "The date: “never” is not a date: write 2026-03-31 or 31/03/2026.")


def test_import_orders_commits_in_batches(now):
    rows = [f"L-{number};2026-02-27;;;c{number}@customer.example;;;;;;\n" for number in range(450)]
    assert counts(load(*rows, now=now)) == (450, 450, 0, 0)


def _changes() -> int:
    """Events of orders themselves, not of the import as a whole."""
    return Event.objects.exclude(kind="orders.imported").count()
