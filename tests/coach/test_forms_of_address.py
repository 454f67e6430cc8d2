"""How a text speaks to its reader, and how two have spoken to each other."""

import pytest

from aiuto.coach.checking import check
from aiuto.coach.facts import Facts
from aiuto.coach.forms_of_address import form_between, form_in
from aiuto.coach.words import words_of


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Buongiorno, le scrivo per il mio ordine.", "lei"),
        ("La richiamo domani alle nove.", "lei"),
        ("Mi scusi, può dirmi quando arriva?", "lei"),
        ("Gentile Anna, il suo pacco parte oggi.", "lei"),
        ("Ciao Anna, le foto e le fatture le ho viste.", "tu"),
        ("Le foto te le mando domani, così puoi guardarle.", "tu"),
        ("Domani il suo corriere passa da te.", "tu"),
        ("Vi mandiamo la vostra lampada.", "voi"),
        ("Il pacco parte alle sei e vi sono due scatole.", ""),
        ("La fattura è pronta, le date sono giuste.", ""),
    ],
)
def test_form_is_told_by_words_that_are_nothing_else(text, form):
    assert form_in(words_of(text)) == form


@pytest.mark.parametrize(
    ("ours", "theirs", "form"),
    [
        ([], ["Buongiorno, le scrivo per il mio ordine."], "lei"),
        ([], ["Ciao, mi puoi dire quando arriva?"], ""),
        ([], ["Buongiorno, potete dirmi quando arriva?"], ""),
        (["Ciao Anna, ti mando la foto."], ["Buongiorno, le scrivo per il mio ordine."], "tu"),
        (["La richiamo domani.", "Ciao Anna, ti mando la foto."], [], "tu"),
        (["Ciao Anna, ti mando la foto.", "Il pacco parte oggi."], [], "tu"),
    ],
)
def test_what_we_said_last_binds_and_their_lei_too(ours, theirs, form):
    assert form_between(ours, theirs) == form


@pytest.mark.parametrize(
    ("facts", "wording"),
    [
        (Facts(address="tu"), "Ti aggiorno"),
        (Facts(address="voi"), "Vi aggiorno"),
        (Facts(customer_text="Ciao, mi puoi dire quando arriva?"), "Ti aggiorno"),
        (Facts(customer_text="Buongiorno, potete dirmi quando arriva?"), "La aggiorno"),
    ],
)
def test_wordings_come_in_the_form_that_is_spoken(facts, wording):
    found = check("Faremo sapere il prima possibile.", context="reply", language="it", facts=facts).findings
    assert any(better.startswith(wording) for finding in found for better in finding.better)


def test_form_of_the_draft_itself_comes_before_the_customers():
    facts = Facts(customer_text="Buongiorno, le scrivo per il mio ordine.")
    found = check(
        "Ti faremo sapere il prima possibile.", context="reply", language="it", facts=facts
    ).findings
    assert any(better.startswith("Ti aggiorno") for finding in found for better in finding.better)
