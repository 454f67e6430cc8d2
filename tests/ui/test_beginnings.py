"""Words are looked for by how they begin."""

import pytest

from aiuto.ui.beginnings import begins


@pytest.mark.parametrize(
    "wanted", ["riva", "RIV", "citta riva", "Città", "l'ac", "a-m", "posta.ex", "", "  "]
)
def test_words_begin_words_whatever_their_accents_capitals_and_order(wanted):
    assert begins(wanted, "Ristorante Riva, CITTA\u0300 d'Arte: l'acqua (a-m) posta.example")


@pytest.mark.parametrize("wanted", ["riva", "riva arriva", "???", "arriva domani", "rriva"])
def test_inside_of_a_word_nothing_is_found(wanted):
    assert not begins(wanted, "Arriva oggi")
