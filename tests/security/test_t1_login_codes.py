"""T1: a service's code or confirmation link waits in quarantine, for staff alone; people's own words never do."""

import pytest

from aiuto.flows.receive_message import receive_message
from aiuto.people.queries import default_desk
from tests.mails import mail

CODES = [
    ("Il tuo codice di verifica", "Il tuo codice di verifica è 482 913. Scade tra 10 minuti."),
    ("Your verification code", "Your verification code is 771204. Do not share it."),
    ("Sign in to Chatty", "Use this one-time code: 48-11-90 to sign in."),
    (
        "Confirm your email address",
        "Click https://chat.example/confirm?token=Hc81 to confirm your email address.",
    ),
    ("Reimposta la password", "Per reimpostare la password: https://negozio.example/reset?code=9f81"),
    ("123-456 is your security code", "Your security code: 123-456"),
    ("Accesso a Bancaverde", "Codice OTP: 93820174. Non comunicarlo a nessuno."),
    ("Activate your account", "Activate your account: https://board.example/activate/81jdk"),
    ("Welcome", "Your confirmation code is XK4-9QP"),
    ("Verify your email address", "Almost done. Verify your email address: https://acme.example/u/8f7a6c"),
    ("Conferma il tuo indirizzo e-mail", "Conferma il tuo indirizzo e-mail: https://acme.example/c/77"),
    ("Accesso", "Il tuo codice è 493021"),
    ("493021 is your Acme code", "493021 is your Acme code. It expires in ten minutes."),
    ("Sign in", "Use the code 4930 21 to sign in."),
    ("Il tuo link", "Clicca qui per accedere: https://acme.example/l/9f8e"),
    ("Join Acme", "Dana invited you to join Acme: https://acme.example/t/55"),
    (
        "Login attempt",
        "We noticed a sign-in. I was not able to recognise the device. Your security code: 883 201",
    ),
]
PEOPLE = [
    ("Codice sconto", "Buongiorno, il codice sconto ESTATE25 non funziona al carrello. Potete verificare?"),
    ("Ordine 482913", "Dov'è il mio ordine numero 482913? Grazie."),
    ("Your newsletter", "Read it here: https://shop.example/news/12"),
    ("Verifica impianto", "Vorrei una verifica dell'impianto, il mio telefono è 333 1234567."),
    ("Password", "Ho dimenticato la password del vostro sito, come faccio?"),
    ("Codice articolo", "Il codice articolo LM-2024 è ancora disponibile?"),
    ("Conferma", "Le confermo il mio indirizzo e-mail: giulia@customer.example"),
    ("No reply", "Track your parcel: https://courier.example/t/JD014600"),
    ("Codice", "Non ho ricevuto il codice di conferma dell'ordine 123456, potete inviarlo di nuovo?"),
    ("Accesso", "Non riesco ad accedere: il codice di accesso 20931 è scaduto"),
    ("Order", "Your order confirmation code is 12345678. Where is my lamp?"),
    ("Code", "I typed the access code 4411 on the remote control and nothing happens."),
    (
        "Password",
        "I forgot my password and the reset your password link https://shop.example/r does not work",
    ),
    (
        "Telecomando",
        "Il codice di attivazione del telecomando 4411 è scritto sotto la base, non si legge più.",
    ),
    ("Garanzia", "Salve, la lampada è la NUV-123 e il codice di attivazione della garanzia non lo trovo."),
    ("Fattura", "Vorrei la fattura dell'ordine 20931. Il mio codice univoco è M5UXCR1."),
    ("Visita", "Il tuo collega mi ha detto di scrivere qui: https://foto.example/a/12. Quando passate?"),
]


@pytest.mark.parametrize(("subject", "text"), CODES)
def test_login_code_is_held(db, now, subject, text):
    receipt = receive_message(
        mail(sender="no-reply@service.example", subject=subject, text=text), via="pipe", now=now
    )

    assert (receipt.outcome, receipt.reason) == ("quarantined", "login-code")


@pytest.mark.parametrize(("subject", "text"), PEOPLE)
def test_words_of_people_are_not_held(db, now, subject, text):
    assert receive_message(mail(subject=subject, text=text), via="pipe", now=now).outcome == "stored"


def test_history_is_never_held_for_it(db, now):
    subject, text = CODES[0]
    raw = mail(subject=subject, text=text)
    receipt = receive_message(raw, via="import", now=now, desk=default_desk(), history=True)

    assert receipt.outcome == "stored"
