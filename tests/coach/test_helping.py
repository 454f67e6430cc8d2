"""Whether an answer helps, or only asks for patience."""

from datetime import UTC, datetime

import pytest

from aiuto.coach.checking import check
from aiuto.coach.helping import helps

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
HELPS = [
    "Buongiorno Giulia,\n\nle spediamo oggi un trasformatore nuovo.",
    "Grazie di cuore per le sue parole!",
    "Abbiamo ricevuto la lampada rotta e gliene spediamo una nuova.",
    "Abbiamo molte richieste, ma la chiamo domani alle 10.",
    "Ci scusi per l'attesa. Il numero della spedizione è 4711: arriva dopodomani.",
    "Può mandarci una foto dell'etichetta?",
    "Hello Emma,\nyour lamp left this morning, the number is 4711.\nKind regards,\nAnna",
    "We have received your message. The refund of 40 euros is on its way.",
]
EMPTY = [
    "Buongiorno Giulia,\n\nabbiamo ricevuto la sua mail e le risponderemo il prima possibile.\n\nCordiali saluti\nAnna",
    "Buongiorno,\nin questo periodo abbiamo moltissime richieste, la ringraziamo per la pazienza.\nAnna Bassi",
    "Stiamo facendo tutto il possibile per risolvere.",
    "Gentile cliente,\nla sua richiesta è stata presa in carico.\nDistinti saluti",
    "Il collega oggi non c'è.",
    "Hello,\nwe received your message and will get back to you as soon as possible.\nBest regards,\nAnna",
    "We are doing our best.",
]


@pytest.mark.parametrize("text", HELPS)
def test_what_brings_the_customer_on_helps(text):
    assert helps(text, check(text, context="reply", now=NOW))


@pytest.mark.parametrize("text", EMPTY)
def test_excuses_receipts_and_holding_phrases_do_not(text):
    assert not helps(text, check(text, context="reply", now=NOW))
