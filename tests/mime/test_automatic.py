"""What a machine wrote is recognised by its own signs; what a person wrote is not."""

import pytest

from aiuto import mime


def reason(*fields: str, sender: str = "ada@posta.example") -> str | None:
    return mime.read("\r\n".join([f"From: {sender}", *fields, "", "testo"]).encode()).automatic


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("Auto-Submitted: auto-replied", "auto-submitted"),
        ("Auto-Submitted: auto-generated; x=y", "auto-submitted"),
        ("Precedence: bulk", "precedence"),
        ("Precedence: LIST", "precedence"),
        ("Precedence: auto_reply", "precedence"),
        ("List-Id: <x.example>", "list"),
        ("List-Unsubscribe: <mailto:x@y.example>", "list"),
        ("Return-Path: <>", "null-return-path"),
        ("X-Auto-Response-Suppress: OOF", "x-auto-response-suppress"),
        ("X-Autoreply: yes", "autoreply"),
        ("X-Autorespond: x", "autoreply"),
        ("X-Loop: a@b.example", "loop"),
        ("X-Failed-Recipients: x@y.example", "report"),
        ("Content-Type: multipart/report; boundary=x", "report"),
        ("X-Ricevuta: accettazione", "pec-receipt"),
    ],
)
def test_a_header_tells_a_machine(field, expected):
    assert reason(field) == expected


@pytest.mark.parametrize(
    "field",
    [
        "Auto-Submitted: no",
        "auto-submitted: NO (really)",
        "Precedence: first-class",
        "X-Auto-Response-Suppress: None",
        "Return-Path: <ada@posta.example>",
        "Subject: Fuori ufficio domani?",
        "Subject: Automatic reply broken",
    ],
)
def test_a_person_is_not_a_machine(field):
    assert reason(field) is None


@pytest.mark.parametrize(
    ("sender", "expected"),
    [
        ("MAILER-DAEMON@x.example", "mailer-daemon"),
        ("postmaster@x.example", "mailer-daemon"),
        ("bounces+1@x.example", "mailer-daemon"),
        ("no-reply@x.example", "no-reply"),
        ("noreply@x.example", "no-reply"),
        ("donotreply@x.example", "no-reply"),
        ("non-rispondere@x.example", "no-reply"),
        ("nonrispondere-ordini@x.example", "no-reply"),
        ("do_not_reply@x.example", "no-reply"),
        ("norelly@x.example", None),
        ("noah@x.example", None),
        ("nonno@x.example", None),
        ("bouncer@x.example", None),
    ],
)
def test_a_sender_tells_a_machine(sender, expected):
    assert reason(sender=sender) == expected


@pytest.mark.parametrize(
    "subject", ["Risposta automatica: x", "Automatic reply: x", "Out of office: x", "Re: Fuori sede"]
)
def test_a_holiday_subject_counts_only_on_an_answer(subject):
    assert reason(f"Subject: {subject}", "In-Reply-To: <a@x.example>") == "vacation-subject"
    assert reason(f"Subject: {subject}") is None
