"""What a customer has given already."""

import pytest

from aiuto.coach.given import given_in


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Buongiorno, il mio ordine LX-4471 non arriva.", "LX-4471"),
        ("Numero d'ordine: 4711", "4711"),
        ("My order no. 20261123-7 is late", "20261123-7"),
        ("ORDINE N° AB12345", "AB12345"),
        ("Un ordine di 300 lampade", None),
        ("L'ordine del 12/11 è qui", None),
        ("Order " + "no" * 10_000, None),
    ],
)
def test_order_that_they_name(text, number):
    assert given_in(text).get("order") == number


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("address", "Abito in via dei Mille 14, Trento.", "via dei Mille 14"),
        ("address", "Consegnate in Piazza Cavour, 3/B per favore", "Piazza Cavour, 3/B"),
        ("address", "We live at 12 Mill Lane, York.", "12 Mill Lane"),
        ("address", "Ve lo mando via mail 3 volte.", None),
        ("address", "In 3 days the road opens.", None),
        ("email", "Scrivetemi a anna.neri@posta.example, grazie", "anna.neri@posta.example"),
        ("email", "Ci vediamo @ casa", None),
        ("serial", "Il numero di serie è KX20-99417.", "KX20-99417"),
        ("serial", "Serial number: 00471A", "00471A"),
        ("serial", "Il numero di serie non lo trovo", None),
        ("purchase", "L'ho comprata da voi il 12 marzo 2026 e già perde.", "12 marzo 2026"),
        ("purchase", "Acquistato il 3/11/2026", "3/11/2026"),
        ("purchase", "I bought the lamp on March 3rd.", "March 3rd"),
        ("purchase", "I bought two lamps and need them by Friday.", None),
    ],
)
def test_what_else_they_name(name, text, value):
    assert given_in(text).get(name) == value


@pytest.mark.parametrize("piece", ["via A", "a.", "comprato il ", "serial ", "12 Mill ", "1/2/"])
def test_long_texts_name_nothing_by_the_way(piece):
    assert set(given_in(piece * 20_000)) <= {"address", "purchase"}
