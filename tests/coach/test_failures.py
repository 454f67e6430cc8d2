"""What a customer's words tell of a failure, and what they do not."""

import pytest

from aiuto.coach.failures import failure_of


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Buongiorno, il pacco doveva arrivare giovedì e non è ancora arrivato.", "late_delivery"),
        ("Avete mandato il modello sbagliato.", "wrong_goods"),
        ("La lampada è arrivata rotta.", "faulty_goods"),
        ("Mi avete addebitato l'ordine due volte.", "payment"),
        ("È la terza volta che scrivo!", "second_time"),
        ("Nessuno mi ha risposto.", "communication"),
        ("Mancano due viti nella scatola.", "missing"),
        ("The lamp arrived broken.", "faulty_goods"),
        ("I was charged twice.", "payment"),
        ("My parcel hasn't arrived yet.", "late_delivery"),
        ("Nobody has answered me.", "communication"),
        ("Two screws are missing.", "missing"),
        ("It is broken again.", "second_time"),
    ],
)
def test_failure_is_found(text, kind):
    assert failure_of(f"Buongiorno a tutti. {text} Grazie.").kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "Se arriva rotta, che cosa devo fare?",
        "Quanto costa la spedizione?",
        "Vorrei sapere quando arriva il mio ordine.",
        "Mi manca la sua email, può mandarmela?",
        "Non vedo l'ora di riceverla!",
        "What happens if a screw is missing?",
        "",
    ],
)
def test_question_or_condition_is_none(text):
    assert failure_of(text) is None


def test_sentence_is_the_one_that_says_so():
    text = "Ciao a tutti. La lampada è arrivata rotta. Che si fa?"
    begin, end = failure_of(text).sentence
    assert text[begin:end].startswith("La lampada è arrivata rotta")
