"""What a customer has given already."""

import pytest

from aiuto.coach.given import order_in


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Buongiorno, il mio ordine LX-4471 non arriva.", "LX-4471"),
        ("Numero d'ordine: 4711", "4711"),
        ("My order no. 20261123-7 is late", "20261123-7"),
        ("ORDINE N° AB12345", "AB12345"),
        ("Un ordine di 300 lampade", ""),
        ("L'ordine del 12/11 è qui", ""),
        ("Order " + "no" * 10_000, ""),
    ],
)
def test_order_that_they_name(text, number):
    assert order_in(text) == number
