"""What the facts around a draft tell of it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from aiuto.coach.checking import check
from aiuto.coach.facts import Facts

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Rome"))
CASES = [
    ("asks_again", "Può mandarmi il numero d'ordine?", Facts(known={"order": "4711"})),
    ("asks_again", "Could you send me your address again?", Facts(known={"address": "5 Mill Lane"})),
    ("asks_again", "Per procedere ci serve il numero del suo ordine.", Facts(known={"order": "LX-4471"})),
    ("asks_again", "Which order is it about?", Facts(known={"order": "LX-4471"})),
    ("asks_again", "Please send us your phone number.", Facts(known={"phone": "+390461123456"})),
    ("asks_again", "We need your order number to look into it.", Facts(known={"order": "LX-4471"})),
    ("asks_again", "Ci può mandare una foto?", Facts(known={"photo": "IMG_2201.jpg"})),
    ("asks_again", "Could you attach a photo, please?", Facts(known={"photo": "IMG_2201.jpg"})),
    ("asks_again", "Mi può dare il suo indirizzo?", Facts(known={"address": "via dei Mille 14"})),
    ("asks_again", "Qual è la sua e-mail?", Facts(known={"email": "anna@posta.example"})),
    ("asks_again", "What is your email address?", Facts(known={"email": "anna@posta.example"})),
    ("asks_again", "Quando ha acquistato la lampada?", Facts(known={"purchase": "12 marzo 2026"})),
    ("asks_again", "When did you buy it?", Facts(known={"purchase": "March 3rd"})),
    ("asks_again", "Ci serve il numero di matricola.", Facts(known={"serial": "KX20-99417"})),
    ("asks_again", "Please send us the serial number.", Facts(known={"serial": "KX20-99417"})),
    ("no_apology", "Il pacco nuovo parte oggi.", Facts(recovery=True)),
    ("unrecorded_date", "La richiamo domani alle 10.", Facts(promises=[date(2026, 11, 30)])),
    ("mixed_address", "Ti scrivo per aiutarla con il reso.", Facts()),
    ("mixed_address", "Se vuoi ti richiamo.", Facts(address="lei")),
    ("other_language", "Thank you, your parcel is on its way to you today.", Facts(language="it")),
    ("attachment_missing", "Trova tutto in allegato.", Facts(attachments=0)),
    ("placeholder", "Gentile {{customer.name}}, il pacco parte oggi.", None),
    ("placeholder", "Dear [NAME], your parcel is on its way.", None),
    ("outside_recipient", "Ecco la fattura.", Facts(outside=["altro@azienda.example"])),
    ("wrong_name", "Gentile signora Bianchi, eccomi.", Facts(customer_name="Anna Rossi")),
    ("wrong_name", "Dear Jonh, here it is.", Facts(customer_name="John Marsh")),
    ("jargon", "Apriamo una escalation.", Facts(customer_text="Il modem non va.")),
    ("left_out", "Il pacco parte oggi.", Facts(points=["Quanto costa la riparazione?"])),
]
BETTER = [
    ("Può mandarmi il numero d'ordine?", Facts(known={"order": "4711"}), "Ho già 4711, non serve altro."),
    (
        "Puoi dirmi il tuo indirizzo?", Facts(known={"address": "via Mille 14"}),
        "Da noi risulta via Mille 14: scrivimi solo se è cambiato.",
    ),
    ("Il pacco parte oggi.", Facts(recovery=True), "Le chiedo scusa: l'errore è nostro."),
    ("Il vostro pacco parte oggi.", Facts(recovery=True), "Vi chiedo scusa: l'errore è nostro."),
    ("Your parcel leaves today.", Facts(recovery=True), "I am sorry: this was our mistake."),
    ("Gentile signora, puoi scriverci.", Facts(address="lei"), "può"),
    ("Se vuoi, ti richiamo.", Facts(address="voi"), "volete"),
    ("Le scrivo per aiutarti.", Facts(address="lei"), "aiutarla"),
    ("Gentile signora Bianchi, eccomi.", Facts(customer_name="Anna Rossi"), "Rossi"),
    ("Dear Jonh, here it is.", Facts(customer_name="John Marsh"), "John"),
    ("Trova tutto in allegato.", Facts(attachments=0), "Le scrivo tutto qui sotto."),
    ("Gentile [NOME], il pacco parte oggi.", Facts(customer_name="Anna Rossi"), "Anna Rossi"),
    ("Le invio il codice RMA domani.", Facts(customer_text="Lo rendo."), "RMA (il numero del reso)"),
]  # fmt: skip
HARMLESS = [
    ("asks_again", "Il numero d'ordine 4711 è confermato?", Facts(known={"order": "4711"})),
    ("asks_again", "Può mandarmi una foto dell'etichetta?", Facts(known={"order": "4711"})),
    ("asks_again", "Può confermarmi che il numero d'ordine è LX-4471?", Facts(known={"order": "LX-4471"})),
    (
        "asks_again",
        "Può dirmi se il suo numero di telefono è 0461 123456?",
        Facts(known={"phone": "+390461123456"}),
    ),
    ("asks_again", "We will send your order tomorrow.", Facts(known={"order": "LX-4471"})),
    ("asks_again", "Could you send the order back to us?", Facts(known={"order": "LX-4471"})),
    ("asks_again", "Il suo ordine parte oggi, le serve altro?", Facts(known={"order": "LX-4471"})),
    ("asks_again", "Può dirmi che modello di telefono ha?", Facts(known={"phone": "+390461123456"})),
    ("asks_again", "Ha un altro numero di telefono da darci?", Facts(known={"phone": "+390461123456"})),
    ("asks_again", "Ci può mandare una foto dell'etichetta?", Facts(known={"photo": "IMG_2201.jpg"})),
    ("asks_again", "Grazie della foto, la mando al magazzino.", Facts(known={"photo": "IMG_2201.jpg"})),
    ("asks_again", "Ci può dare il suo indirizzo e-mail?", Facts(known={"address": "via dei Mille 14"})),
    ("asks_again", "Quando possiamo venire al suo indirizzo?", Facts(known={"address": "via dei Mille 14"})),
    ("asks_again", "Ci può mandare una mail quando è comodo?", Facts(known={"email": "anna@posta.example"})),
    ("asks_again", "Vuole acquistare anche la base?", Facts(known={"purchase": "12 marzo 2026"})),
    ("asks_again", "Which lamp did you buy?", Facts(known={"purchase": "March 3rd"})),
    ("asks_again", "Le mando il numero di serie nuovo.", Facts(known={"serial": "KX20-99417"})),
    ("no_apology", "Ci scusiamo per l'errore, il pacco nuovo parte oggi.", Facts(recovery=True)),
    ("unrecorded_date", "La richiamo domani alle 10.", Facts(promises=[date(2026, 11, 24)])),
    ("mixed_address", "Può scriverci quando vuole, siamo qui per aiutarla.", Facts(address="lei")),
    ("other_language", "Grazie, il suo pacco arriva domani.", Facts(language="it")),
    ("attachment_missing", "Trova tutto in allegato.", Facts(attachments=1)),
    ("placeholder", "Il codice è [4711], lo trova in basso.", None),
    ("wrong_name", "Gentile Anna, eccomi.", Facts(customer_name="Anna Rossi")),
    ("wrong_name", "Gentile cliente, eccomi.", Facts(customer_name="Anna Rossi")),
    ("jargon", "Apriamo una escalation.", Facts(customer_text="A che punto è la escalation?")),
    ("left_out", "La riparazione costa 40 euro.", Facts(points=["Quanto costa la riparazione?"])),
]


def kinds(text: str, facts: Facts | None) -> set[str]:
    return {finding.kind for finding in check(text, context="reply", facts=facts, now=NOW).findings}


@pytest.mark.parametrize(("kind", "text", "facts"), CASES)
def test_facts_tell(kind, text, facts):
    assert kind in kinds(text, facts)


@pytest.mark.parametrize(("kind", "text", "facts"), HARMLESS)
def test_facts_stay_silent(kind, text, facts):
    assert kind not in kinds(text, facts)


def test_heard_score_counts_its_four_parts():
    text = "Capisco la sua preoccupazione. Lei ci scrive che l'ordine 4711 è arrivato bagnato. La chiamo domani alle 9."
    heard = check(text, context="reply", facts=Facts(customer_text="Ordine 4711 bagnato"), now=NOW).heard
    assert (heard.restates, heard.effect, heard.next_step, heard.asks_nothing_known, heard.score) == (
        True, True, True, True, 4,
    )  # fmt: skip


@pytest.mark.parametrize(("text", "facts", "wording"), BETTER)
def test_warning_says_what_the_facts_would_say_better(text, facts, wording):
    found = check(text, context="reply", facts=facts, now=NOW).findings
    assert wording in [better for each in found for better in each.better]
    assert all(len(each.better) <= 3 for each in found)


@pytest.mark.parametrize(
    ("kind", "text", "facts"),
    [case for case in CASES if case[0] in ("asks_again", "no_apology", "attachment_missing")],
)
def test_better_sentence_is_not_warned_of_again(kind, text, facts):
    found = [
        each for each in check(text, context="reply", facts=facts, now=NOW).findings if each.kind == kind
    ]
    better = found[0].better
    assert better
    for wording in better:
        again = check(wording, context="reply", facts=facts, now=NOW)
        assert not again.findings
