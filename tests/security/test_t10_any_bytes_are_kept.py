"""T10: whatever bytes arrive, with whatever envelope, they are kept once and stop nothing behind them."""

import random
from pathlib import Path

import pytest
from django.db import DataError, connection
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from aiuto.channels.email.receiving import greet
from aiuto.flows.receive_message import receive_message
from aiuto.intake.models import RawMail
from aiuto.tickets.models import Message
from tests.examples import examples
from tests.mails import mail

CORPUS = sorted((Path(__file__).parent.parent / "mail").glob("*.eml"))
NASTY = "\x00\ud800\u200b\u202e\r\n<script>'\"%_\\"
ENVELOPES = st.lists(st.text(NASTY + "a@b.", max_size=30), max_size=3).map(tuple)
pytestmark = pytest.mark.django_db


def check(raw: bytes, now, **more) -> None:
    before = RawMail.objects.count()
    receipt = receive_message(raw, via="smtp", now=now, **more)
    assert RawMail.objects.count() == before + 1
    assert receipt.outcome in {"stored", "quarantined", "duplicate"}
    assert receipt.reason != "error"


@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    raw=st.binary(max_size=300),
    envelope_to=ENVELOPES,
    envelope_from=st.none() | st.text(NASTY + "a@b.", max_size=30),
)
@example(
    b"From: a@b.example\r\nTo: x\x00y@c.example\r\nSubject: \x00=?utf-8?q?=00?=\r\n\r\n\x00",
    ("\x00@c.example",),
    "\x00",
)
@example(mail(), ("\ud800@c.example", ""), "\ud800")
def test_any_bytes_with_any_envelope(now, raw, envelope_to, envelope_from):
    check(raw, now, envelope_to=envelope_to, envelope_from=envelope_from)


@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(NASTY + "aé ", max_size=40), st.text(NASTY, max_size=20))
def test_any_text_in_every_field(now, name, file):
    """Nul, half characters, marks of direction: as they come raw, and hidden in encoded words."""
    hidden = "".join(f"={byte:02X}" for byte in name.encode("utf-8", "surrogatepass"))
    word = f"=?utf-8?Q?{hidden}?="
    raw = (
        f"From: {word} <a@b.example>\r\nTo: {word} <c@d.example>\r\nCc: {word} <e@f.example>\r\n"
        f"Subject: {word}\r\nMessage-ID: <{hidden}@b.example>\r\nIn-Reply-To: <{word}>\r\n"
        f"Content-Type: multipart/mixed; boundary=x\r\n\r\n"
        f"--x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{name}\r\n"
        f"--x\r\nContent-Type: image/png\r\nContent-ID: <{word}>\r\n"
        f"Content-Disposition: attachment; filename*=utf-8''{hidden.replace('=', '%')}\r\n\r\n{file}\r\n--x--\r\n"
    )
    check(raw.encode("utf-8", "surrogatepass"), now)


@pytest.mark.parametrize("seed", range(30))
def test_broken_mail_of_the_corpus(now, seed):
    """Bytes turned, dropped and doubled; the next mail is a request all the same."""
    chance = random.Random(seed)
    for path in chance.sample(CORPUS, 3):
        raw = bytearray(path.read_bytes()[:40_000])
        for _ in range(chance.randint(1, 30)):
            at = chance.randrange(len(raw))
            raw[at : at + chance.randint(0, 3)] = chance.choice(
                [b"", b"\x00", b"\xff", b"\r\n", b"=?", b'"', b"--", b"\x1b$B"]
            )
        check(bytes(raw), now)
    check(mail(message_id=f"<{seed}@customer.example>"), now)
    assert Message.objects.filter(message_id=f"{seed}@customer.example").count() == 1


@pytest.mark.parametrize("address", ["\x00@b.example", "a\ud800@b.example", "", "<>", "%@_.example"])
def test_any_recipient_gets_an_answer(address):
    assert greet(address)[:3] in {"250", "550", "553"}


@pytest.mark.postgresql_only
def test_the_database_would_refuse_what_is_cleaned_away():
    with pytest.raises(DataError), connection.cursor() as cursor:
        cursor.execute("SELECT %s::text", ["\x00"])
