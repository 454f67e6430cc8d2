"""The listener under fire: whatever a client says or leaves unsaid, the next mail gets its 250 and is stored."""

import random
import smtplib
import socket
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from aiuto.intake.models import RawMail
from aiuto.tickets.models import Message
from tests.channels.conversations import Line, listening
from tests.mails import mail

DESK = "aiuto@lumen.example"
HELLO = b"EHLO mta.example"
CROWD = 100
COMMANDS = (
    b"DATA",
    b"RCPT TO:<a@b.example>",
    b"MAIL FROM:<a@b.example>",
    b"BDAT 10 LAST",
    b"BDAT -1",
    b"STARTTLS",
    b"AUTH PLAIN AGEAYg==",
    b"HELP \xff\xfe",
    b"\0\0\0",
    b"",
    b" ",
    b"GET / HTTP/1.1",
    b"EHLO",
    b"EHLO " + b"x" * 5000,
    b"VRFY <script>",
    b"NOOP " + b"x" * 600,
    b"\xf0\x9f\x92\xa1",
)
ADDRESSES = (
    b"",
    b"<",
    b"<>",
    b"a\0b@c.example>",
    b"<\xff@c.example>",
    b"<" + b"a" * 900 + b"@c.example>",
    b"<a@b> SIZE=x",
    b"<a@b.example> SIZE=" + b"9" * 400,
    b"<a@b.example> BODY=8BITMIME SMTPUTF8 X=Y",
    b'<"a\r"@b.example>',
)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def port() -> Iterator[int]:
    with listening(lmtp="") as ports:
        yield ports["smtp"]


def check_next_mail(port: int) -> None:
    """An ordinary mail comes in as if nothing had been."""
    before = Message.objects.count()
    with smtplib.SMTP("127.0.0.1", port, timeout=20) as smtp:
        assert smtp.sendmail("giulia@c.example", [DESK], mail(message_id=f"<n{before}@c.example>")) == {}
    assert Message.objects.count() == before + 1


def said(line: Line, words: bytes) -> str:
    """The code of the answer; empty when the line was closed."""
    try:
        return line.say(words)[:3]
    except OSError:
        return ""


def test_command_out_of_turn_is_refused_and_the_line_goes_on(port):
    for words in COMMANDS:
        with Line(port) as line:
            assert said(line, words)[:1] in {"2", "4", "5"}, words
            assert said(line, b"RSET")[:1] in {"2", "5"}, words
            line.begin(DESK, hello=HELLO)
            assert said(line, words)[:1] in {"2", "3", "4", "5"}, words
    check_next_mail(port)


def test_any_address_of_an_envelope_has_an_answer(port):
    for address in ADDRESSES:
        with Line(port) as line:
            said(line, HELLO)
            assert said(line, b"MAIL FROM:" + address)[:1] in {"2", "4", "5"}, address
            said(line, b"RSET")
            said(line, b"MAIL FROM:<anna@c.example>")
            assert said(line, b"RCPT TO:" + address)[:1] in {"2", "4", "5"}, address
    check_next_mail(port)


def test_mail_cut_off_before_its_end_is_not_a_mail(port):
    """The sender never heard 250 and sends it again."""
    for end in (b"", b"\r\n", b"\r\n.", b"\r\n.\r", b"\r\n\r\n"):
        with Line(port) as line:
            line.begin(DESK, hello=HELLO)
            line.say(b"DATA")
            line.socket.sendall(mail() + b"half" + end)
            line.socket.shutdown(socket.SHUT_WR)
            assert line.file.read() in (b"", b"221 Bye\r\n"), end
    check_next_mail(port)
    assert RawMail.objects.count() == 1


def test_line_dropped_hard_in_the_middle_harms_nobody(port):
    for _ in range(20):
        line = Line(port).__enter__()
        line.begin(DESK, hello=HELLO)
        line.say(b"DATA")
        line.socket.sendall(b"Subject: half")
        line.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        line.__exit__()
    check_next_mail(port)
    assert RawMail.objects.count() == 1


def test_crowd_that_says_nothing_holds_nobody_up(port):
    with ExitStack() as stack:
        crowd = [stack.enter_context(Line(port)) for _ in range(CROWD)]
        for line in crowd[: CROWD // 2]:
            line.begin(DESK, hello=HELLO)
            line.say(b"DATA")
            line.socket.sendall(b"Subject: I am sl")
        check_next_mail(port)
        assert crowd[-1].say(HELLO).startswith("250")


def test_crowd_that_sends_at_once_is_kept_whole(port):
    with ExitStack() as stack:
        crowd = [stack.enter_context(Line(port)) for _ in range(40)]
        for line in crowd:
            line.begin(DESK, hello=HELLO)
            line.say(b"DATA")
        for number, line in enumerate(crowd):
            line.socket.sendall(mail(message_id=f"<{number}@c.example>") + b"\r\n.\r\n")
        assert {line.answer()[:3] for line in crowd} == {"250"}
    assert Message.objects.count() == 40


def test_hundreds_of_recipients_are_taken_a_hundred_at_a_time(port):
    with Line(port) as line:
        answers = line.begin(*(f"a{number}@lumen.example" for number in range(300)), hello=HELLO)
        assert [answer[:3] for answer in answers] == ["250"] * 100 + ["452"] * 200
        assert line.say(b"DATA").startswith("354")
        assert line.say(mail() + b"\r\n.").startswith("250")
    check_next_mail(port)


def test_noise_is_answered_or_cut_off(port):
    chance = random.Random(1)
    for turn in range(8):
        with Line(port) as line:
            line.begin(DESK, hello=HELLO)
            if turn % 2:
                line.say(b"DATA")
            line.socket.sendall(chance.randbytes(60_000) + b"\r\n.\r\n")
            line.socket.shutdown(socket.SHUT_WR)
            assert line.file.read() is not None
    check_next_mail(port)


def test_line_without_an_end_is_cut_off(port):
    with Line(port) as line:
        said(line, HELLO)
        try:
            for _ in range(64):
                line.socket.sendall(b"x" * 65_536)
            line.socket.sendall(b"\r\n")
            assert line.answer()[:1] in {"5", "4", ""}
        except OSError:
            pass  # it was cut off while we still spoke
    check_next_mail(port)
