"""Money as people write it, and what is fair for a price."""

from decimal import Decimal

import pytest

from aiuto.recovery.amounts import guidance, read_amount, rounded
from aiuto.recovery.errors import BadAmount


@pytest.mark.parametrize(
    ("text", "amount"),
    [("12", "12"), ("12,5", "12.5"), ("12.50", "12.50"), (" 0,01 ", "0.01"), ("1000000", "1000000")],
)
def test_amount_is_read_with_a_comma_or_a_point(text, amount):
    assert read_amount(text) == Decimal(amount)


@pytest.mark.parametrize(
    "text",
    [
        "0",
        "0,00",
        "-5",
        "1.250",
        "1.250,00",
        "1,234",
        "1000001",
        "99999999",
        "12 €",
        "dodici",
        "1e5",
        "",
        "٣",
    ],
)
def test_amount_that_could_mean_another_is_refused(text):
    with pytest.raises(BadAmount):
        read_amount(text)


@pytest.mark.parametrize(("exact", "kept"), [("0.005", "0.01"), ("0.0049", "0.00"), ("2.675", "2.68")])
def test_half_a_cent_goes_up(exact, kept):
    assert rounded(Decimal(exact)) == Decimal(kept)


@pytest.mark.parametrize(
    ("goods", "fair"), [("rejected", ("60.00", "100.00", "120.00")), ("kept", ("5.00", "15.00", "30.00"))]
)
def test_what_is_fair_follows_from_whether_the_goods_were_kept(goods, fair):
    found = guidance(Decimal(100), goods)
    assert (str(found.low), str(found.usual), str(found.high)) == fair
    assert str(found.why)
