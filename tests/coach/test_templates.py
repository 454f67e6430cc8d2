"""Whether a text was made from a template."""

import pytest

from aiuto.coach.templates import made_from

TEMPLATE = (
    "Gentile ,\n\nci scusiamo: per un nostro errore il Suo ordine  è partito in ritardo. Lo rispediamo oggi stesso con"
    " corriere espresso, senza alcuna spesa per Lei.\n\nA presto,"
)
FILLED = TEMPLATE.replace("Gentile ,", "Gentile Giulia,").replace("ordine  è", "ordine A100 è")
CHANGED = FILLED.replace("ci scusiamo", "mi dispiace davvero").replace("oggi stesso", "giovedì 5 marzo")
OTHER = (
    "Cara Giulia,\n\nmi dispiace davvero: il pacco è andato perso, dopo giorni di attesa da parte Sua. Giovedì 5 marzo"
    " riceve la sostituzione da un nostro collega.\n\nA presto,"
)


@pytest.mark.parametrize("text", [FILLED, CHANGED, f"Buongiorno!\n\n{FILLED}\n\nPS: {OTHER}"])
def test_template_shows_through_what_was_filled_in_and_changed(text):
    assert made_from(TEMPLATE, text)


def test_other_words_are_not_made_from_it():
    assert not made_from(TEMPLATE, OTHER)


def test_few_words_are_anybodys():
    assert not made_from("Grazie e a presto", f"{OTHER} Grazie e a presto")
