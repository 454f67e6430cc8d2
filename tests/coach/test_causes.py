"""What went wrong, read from what customers write."""

import pytest

from aiuto.coach.causes import cause_of


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("Buongiorno, il pacco è in ritardo di una settimana.", "late_delivery"),
        ("Non ho ancora ricevuto il mio ordine.", "late_delivery"),
        ("La lampada non è mai arrivata.", "late_delivery"),
        ("Perché l'ordine non è ancora stato spedito?", "late_delivery"),
        ("Le quattro Marea dovevano arrivare l'altro ieri.", "late_delivery"),
        ("It should have arrived on Monday.", "late_delivery"),
        ("My order hasn't arrived yet.", "late_delivery"),
        ("The parcel is two weeks late.", "late_delivery"),
        ("I have not received my parcel.", "late_delivery"),
        ("Mi scrivete solo ora che l'articolo è esaurito.", "out_of_stock"),
        ("You tell me after a week that it is sold out.", "out_of_stock"),
        ("Mi avete addebitato l'importo due volte.", "payment"),
        ("Non ho ancora ricevuto il rimborso.", "payment"),
        ("I was charged twice for one lamp.", "payment"),
        ("Mi è arrivato il colore sbagliato.", "wrong_goods"),
        ("You sent me the wrong size.", "wrong_goods"),
        ("La lampada è arrivata rotta.", "faulty_goods"),
        ("Da ieri non si accende.", "faulty_goods"),
        ("It doesn't work any more.", "faulty_goods"),
        ("The shade is cracked.", "faulty_goods"),
        ("Ho scritto tre volte e nessuno mi ha risposto.", "communication"),
        ("Non ho ricevuto nessuna risposta.", "communication"),
        ("Nobody answers my mails.", "communication"),
        ("Mi avevate promesso una telefonata.", "broken_promise"),
        ("You promised to call me.", "broken_promise"),
        ("Il tecnico è stato maleducato.", "staff"),
        ("Your colleague was rude on the telephone.", "staff"),
    ],
)
def test_cause_is_read_where_words_are_plain(text, cause):
    assert cause_of(text) == cause


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Buongiorno, vorrei una copia della fattura.",
        "Se arriva rotta, posso restituirla?",
        "L'articolo è esaurito?",
        "Grazie, la lampada non è rotta: mancava la lampadina.",
        "The lamp is not broken after all.",
        "If the parcel is late, whom do I call?",
        "Where do you deliver?",
        "Vi ringrazio, tutto è arrivato ieri.",
        "Il collega ha scritto: «il pacco è in ritardo».",
        "Un saluto al vostro cortese tecnico.",
    ],
)
def test_nothing_is_read_from_other_words(text):
    assert cause_of(text) is None


def test_two_causes_leave_it_to_a_person():
    assert cause_of("Il pacco è in ritardo. Nessuno mi risponde.") is None


def test_quoted_words_of_others_are_not_read():
    assert cause_of("Grazie!\n> Il pacco è in ritardo.") is None
