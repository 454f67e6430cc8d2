"""Dates and amounts as people and programs write them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiuto.customers.order_values import WrongValue, amount, currency, day


@pytest.mark.parametrize(
    "written",
    ["2026-03-31", "31/03/2026", "31.3.2026", "31-03-2026", " 2026-03-31T10:00:00Z ", "31/03/2026 10:00"],
)
def test_day(written):
    assert day(written, name="The date") == date(2026, 3, 31)


@pytest.mark.parametrize(
    "written", ["31/02/2026", "2026-13-01", "tomorrow", "03/2026", "31/03/26", "0000-01-01"]
)
def test_day_that_is_none(written):
    with pytest.raises(WrongValue, match="is not a date"):
        day(written, name="The date")


@pytest.mark.parametrize(
    ("written", "decimal_comma", "number"),
    [
        ("12", False, "12"),
        ("1.234,50", True, "1234.50"),
        ("1.234,50", False, "1234.50"),
        ("1,234.50", True, "1234.50"),
        ("12,5", False, "12.5"),
        ("1.234", True, "1234"),
        ("1.234", False, "1.234"),
        ("1,234", True, "1.234"),
        ("1,234", False, "1234"),
        ("1.234.567", False, "1234567"),
        ("€ 12,90", True, "12.90"),
        ("1 234,5", True, "1234.5"),
        ("1'234.5", False, "1234.5"),
        ("-3", False, "-3"),
    ],
)
def test_amount(written, decimal_comma, number):
    assert amount(written, name="The price", decimal_comma=decimal_comma, places=4) == Decimal(number)


@pytest.mark.parametrize(
    "written", ["", "twelve", "1e5", "NaN", "Infinity", "1,2.3,4", "12,", "--1", "9" * 9]
)
def test_amount_that_is_none(written):
    with pytest.raises(WrongValue):
        amount(written, name="The price", decimal_comma=False, places=4)


@given(st.text(max_size=30), st.booleans())
def test_amount_fits_or_is_refused(written, decimal_comma):
    try:
        number = amount(written, name="The price", decimal_comma=decimal_comma, places=4)
    except WrongValue:
        return
    assert abs(number) < 10**8
    assert -number.as_tuple().exponent <= 4


def test_currency():
    assert [currency(each) for each in ("", "€", "chf", "USD")] == ["EUR", "EUR", "CHF", "USD"]
    with pytest.raises(WrongValue):
        currency("euros")
