"""The new text of a reply: what the writer wrote now, never less."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aiuto.mime import replies

NEW = "Va bene, confermo per giovedì."
HISTORIES = {
    "gmail": (
        "Il giorno gio 14 mar 2024 alle ore 10:02 Lucciola <aiuto@lucciola.example> ha scritto:\n\n> vecchio"
    ),
    "gmail-wrapped": (
        "Il giorno gio 14 mar 2024 alle ore 10:02 Lucciola Assistenza Clienti <\n"
        "aiuto@lucciola.example> ha scritto:\n"
        "\n"
        "> vecchio"
    ),
    "gmail-en": "On Thu, Mar 14, 2024 at 10:02 AM Lucciola <help@lucciola.example> wrote:\n> vecchio",
    "gmail-en-wrapped": (
        "On Thu, Mar 14, 2024 at 10:02 AM Lucciola Customer Care <\n"
        "help@lucciola.example> wrote:\n"
        "\n"
        "> vecchio"
    ),
    "apple": (
        "> Il giorno 14 mar 2024, alle ore 10:02, Lucciola <aiuto@lucciola.example> ha scritto:\n"
        "> \n"
        "> vecchio"
    ),
    "apple-unmarked": (
        "Il giorno 14 mar 2024, alle ore 10:02, Lucciola <aiuto@lucciola.example> ha scritto:\n\nvecchio"
    ),
    "thunderbird": "Il 14/03/24 10:02, Lucciola ha scritto:\n> vecchio",
    "thunderbird-en": "On 14/03/2024 10:02, Lucciola wrote:\n> vecchio",
    "outlook": (
        "Da: Lucciola <aiuto@lucciola.example>\n"
        "Inviato: giovedì 14 marzo 2024 10:02\n"
        "A: Ada\n"
        "Oggetto: Consegna\n"
        "\n"
        "vecchio"
    ),
    "outlook-cc": (
        "Da: Lucciola\n"
        "Inviato: giovedì 14 marzo 2024 10:02\n"
        "A: Ada; Eva;\n"
        " Carlo\n"
        "Cc: Ugo\n"
        "Oggetto: Consegna\n"
        "\n"
        "vecchio"
    ),
    "outlook-blank-lines": (
        "*Da:* Lucciola\n"
        "\n"
        "*Inviato:* giovedì 14 marzo 2024 10:02\n"
        "\n"
        "*A:* Ada\n"
        "\n"
        "*Oggetto:* Consegna\n"
        "\n"
        "vecchio"
    ),
    "outlook-ruled": (
        "________________________________\n"
        "From: Lucciola\n"
        "Sent: 14 March 2024 10:02\n"
        "To: Ada\n"
        "Subject: Delivery\n"
        "\n"
        "vecchio"
    ),
    "outlook-importance": (
        "From: Lucciola\nSent: 14 March 2024 10:02\nTo: Ada\nSubject: Delivery\nImportance: High\n\nvecchio"
    ),
    "original-it": (
        "-----Messaggio originale-----\nDa: Lucciola\nInviato: 14/03/2024\nA: Ada\nOggetto: x\n\nvecchio"
    ),
    "original-en": "-----Original Message-----\nFrom: Lucciola\n\nvecchio",
    "libero": (
        "---------- Messaggio originale ----------\nDa: Lucciola\nData: 14 marzo 2024 alle 10.02\n\nvecchio"
    ),
    "roundcube": "Il 14-03-2024 10:02 Lucciola ha scritto:\n\n> vecchio",
    "yahoo": (
        "Il giovedì 14 marzo 2024 alle ore 10:02:11 CET, Lucciola <aiuto@lucciola.example> ha scritto:\n"
        "\n"
        "vecchio"
    ),
    "zimbra": '----- Messaggio originale -----\nDa: "Lucciola" <aiuto@lucciola.example>\nA: "Ada"\n\nvecchio',
    "horde": "Quoting Lucciola <aiuto@lucciola.example>:\n\n> vecchio",
    "bare-quote": "> vecchio\n> molto vecchio",
    "german": "Am 14.03.2024 um 10:02 schrieb Lucciola:\n> vecchio",
    "date-first": "2024-03-14 10:02 GMT+01:00 Lucciola <aiuto@lucciola.example>:\n\n> vecchio",
    "name-first": "Lucciola <aiuto@lucciola.example> ha scritto il 14/03/2024:\n> vecchio",
    "notes": "Lucciola <help@lucciola.example> wrote on 14/03/2024 10:02:11:\n\n> vecchio",
    "proton": "giovedì 14 marzo 2024 10:02, Lucciola <aiuto@lucciola.example> ha scritto:\n\nvecchio",
    "sogo-en": 'Thursday, March 14, 2024 10:02 CET, "Lucciola" <help@lucciola.example> wrote:\n\nvecchio',
    "day-first": "14 marzo 2024 10:02, Lucciola <aiuto@lucciola.example> ha scritto:\n\nvecchio",
    "zoho": "---- Il gio, 14 mar 2024 10:02:11 +0100 Lucciola <aiuto@lucciola.example> ha scritto ----\n\nvecchio",
    "sent-first": (
        "Gesendet: Donnerstag, 14. März 2024 um 10:02 Uhr\n"
        'Von: "Lucciola" <aiuto@lucciola.example>\n'
        "An: ada@wohnen.example\n"
        "Betreff: Lieferung\n"
        "\n"
        "vecchio"
    ),
}
FOOTERS = [
    "Inviato da iPhone",
    "Inviato dal mio iPhone",
    "Inviato da iPad",
    "Sent from my iPhone",
    "Sent from my iPad",
    "Inviato dal mio dispositivo Galaxy",
    "Inviato da smartphone Samsung Galaxy.",
    "Sent from my Galaxy",
    "Sent from Outlook",
    "Inviato da Outlook per Android",
    "Scarica Outlook per iOS<https://aka.ms/o0ukef>",
    "Get Outlook for iOS",
    "Inviato da Posta per Windows",
    "Inviato da Posta per Windows 10",
    "Sent from Mail for Windows",
    "Inviato da Libero Mail per Android",
    "Inviato da Yahoo Mail su Android",
    "Sent from Yahoo Mail for iPhone",
    "Inviato dal mio smartphone Huawei",
    "Inviato tramite l'app Mail di Libero",
    "Sent from my Android phone with K-9 Mail.",
    "Inviato con Gmail Mobile",
    "Inviato da Tiscali Mail",
    "Spedito dal mio telefono",
    "Inviato dall'app Aruba",
]


@pytest.mark.parametrize("client", HISTORIES)
def test_new_text_is_what_stands_above_the_history(client):
    assert replies.new_text(f"{NEW}\n\nAda\n\n{HISTORIES[client]}\n") == f"{NEW}\n\nAda"


@pytest.mark.parametrize("client", HISTORIES)
@pytest.mark.parametrize("begins", ["Il pacco è arrivato.", "Le lampade vanno bene.", "On it, thanks."])
def test_new_text_may_begin_as_an_attribution_does(begins, client):
    assert replies.new_text(f"{begins}\n\n{HISTORIES[client]}\n") == begins


@pytest.mark.parametrize("footer", FOOTERS)
def test_new_text_leaves_the_device_out(footer):
    assert replies.new_text(f"{NEW}\n\n{footer}\n\n{HISTORIES['gmail']}") == NEW
    assert replies.new_text(f"{NEW}\n\n{footer}") == NEW


@pytest.mark.parametrize(
    "client", ["gmail", "thunderbird", "roundcube", "gmail-en", "bare-quote", "date-first"]
)
def test_new_text_below_the_quote_is_kept(client):
    assert NEW in replies.new_text(f"{HISTORIES[client]}\n\n{NEW}\n")


def test_new_text_between_quotes_is_kept():
    text = "Il 14/03/24 10:02, Lucciola ha scritto:\n> colore?\nbianco\n> quantità?\ndue\n\nciao\nAda"
    assert replies.new_text(text) == "bianco\n\ndue\n\nciao\nAda"


@pytest.mark.parametrize(
    "text",
    [
        "Il 12 marzo il vostro corriere mi ha scritto:\nla consegna è rinviata a lunedì.",
        "Buongiorno,\nil sito dice:\nDa: 10 euro\nA: 20 euro\nè giusto?",
        "Il tecnico ha scritto: manca la vite.",
        "Buongiorno.\nLunedì alle 10:30 il vostro collega ha scritto:\nvengo domani.\nNon è venuto.",
        "Ecco il percorso.\n\nDa: Milano\nA: Roma\nOggetto: una lampada\n\nServe entro venerdì.",
        "Ecco le misure:\n--\n" + "\n".join(f"{n} cm" for n in range(20)),
        "Inviato da me ieri un pacco con la lampada rotta, lo avete ricevuto?",
        "Da: Roma\nper: Milano\nquanto costa la spedizione?",
        "He wrote:\nplease call me",
        "Ordine: 40118\nOggetto: lampada rotta\nDa quando: lunedì",
        "_____\nfirma qui\n_____",
    ],
)
def test_new_text_of_a_letter_without_history_is_all_of_it(text):
    assert replies.new_text(text) == text


@pytest.mark.parametrize("subject", ["I: Consegna", "Fwd: Delivery", "FW: x", "fwd: x", "Inoltra: x"])
def test_new_text_of_a_forward_is_all_of_it(subject):
    assert "vecchio" in replies.new_text(f"{NEW}\n\n{HISTORIES['outlook']}", subject)


def test_new_text_is_never_empty_when_the_text_is_not():
    for history in HISTORIES.values():
        assert replies.new_text(history).strip()


def test_new_text_drops_the_signature_after_its_mark():
    assert replies.new_text(f"{NEW}\n\n-- \nAda Testa\nvia dei Tigli 9\ntel. 055 0000000") == NEW


@given(st.text(alphabet=">-: \nIlDaOn@<.0123ahscritowe_*", max_size=300), st.sampled_from(sorted(HISTORIES)))
@settings(deadline=None, max_examples=300)
def test_new_text_is_total_and_made_of_the_text(noise, client):
    text = f"{noise}\n{HISTORIES[client]}\n{noise}"
    assert set(replies.new_text(text).split()) <= set(text.split())


@pytest.mark.parametrize(
    "text",
    [
        "Buongiorno.\nIl 12 marzo alle 10:30 il corriere ha scritto:\nla merce torna indietro.",
        "Ecco il registro:\n> avvio\n> errore 7\nche cosa vuol dire?",
    ],
)
def test_new_text_of_a_first_letter_keeps_what_an_answer_would_lose(text):
    assert replies.new_text(text, "Una domanda", answering=False) == text


def test_new_text_of_a_first_letter_still_drops_plain_history():
    for client in ("gmail", "outlook", "original-it", "apple", "thunderbird"):
        assert replies.new_text(f"{NEW}\n\n{HISTORIES[client]}", "Consegna", answering=False) == NEW
