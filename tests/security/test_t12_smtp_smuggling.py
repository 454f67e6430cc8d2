"""T12: what only looks like the end of a mail stays inside it: one conversation, one mail."""

import importlib.metadata

import pytest
from django.conf import settings

from aiuto.channels.email.servers import is_loopback
from aiuto.config.environment import Environment
from aiuto.intake.models import RawMail
from aiuto.tickets.models import Message
from tests.channels.conversations import Line, listening

FALSE_ENDS = [
    b"\n.\n",
    b"\n.\r\n",
    b"\r.\r",
    b"\r.\r\n",
    b"\r\n.\n",
    b"\r\n.\r",
    b"\r\r.\r\r",
    b"\r\n\0.\r\n",
    b"\r\n..\r\n",
]
SMUGGLED = (
    b"MAIL FROM:<evil@c.example>\r\nRCPT TO:<aiuto@lumen.example>\r\nDATA\r\nSubject: smuggled\r\n\r\nx"
)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("via", ["smtp", "lmtp"])
def test_false_ends_stay_inside_one_mail(via):
    hello = b"LHLO mta.example" if via == "lmtp" else b"EHLO mta.example"
    with listening() as ports, Line(ports[via]) as line:
        line.say(hello)
        for number, end in enumerate(FALSE_ENDS):
            line.say(b"MAIL FROM:<anna@cliente.example>")
            line.say(b"RCPT TO:<aiuto@lumen.example>")
            assert line.say(b"DATA").startswith("354")
            head = f"From: anna@cliente.example\r\nSubject: {number}\r\n\r\nciao".encode()
            assert line.say(head + end + SMUGGLED + b"\r\n.").startswith("250")
            assert line.say(b"NOOP").startswith("250")
    assert RawMail.objects.count() == len(FALSE_ENDS)
    assert not Message.objects.filter(subject="smuggled").exists()
    assert not RawMail.objects.filter(envelope__envelope_from="evil@c.example").exists()


def test_listener_is_on_the_loopback_unless_told_otherwise():
    fields = Environment.model_fields
    assert is_loopback(fields["aiuto_smtp_listen"].default.rpartition(":")[0])
    assert fields["aiuto_lmtp_listen"].default == ""
    assert settings.ENVIRONMENT.aiuto_smtp_listen == fields["aiuto_smtp_listen"].default


def test_aiosmtpd_is_new_enough():
    assert tuple(map(int, importlib.metadata.version("aiosmtpd").split("."))) >= (1, 4, 6)
