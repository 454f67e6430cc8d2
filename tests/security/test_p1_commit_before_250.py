"""P1: 250 means that the mail is committed; whatever goes wrong before, the sender keeps it."""

import smtplib
import threading

import pytest
from django.db import OperationalError, transaction

from aiuto.flows.receive_message import receive_message
from aiuto.intake.models import RawMail
from tests import databases
from tests.channels.conversations import Line, listening

MAIL = b"From: anna@cliente.example\r\nTo: aiuto@lumen.example\r\nSubject: prova\r\n\r\nciao\r\n"

pytestmark = pytest.mark.django_db(transaction=True)


def committed() -> int:
    """What a process that knows nothing of ours reads."""
    return databases.seen_from_outside("SELECT count(*) FROM intake_rawmail")


@pytest.mark.parametrize("via", ["smtp", "lmtp"])
def test_250_comes_after_the_commit(via):
    inside, go_on = threading.Event(), threading.Event()

    def receive(raw, **arrival):
        receipt = receive_message(raw, **arrival)
        inside.set()
        assert go_on.wait(20)
        return receipt

    with listening(receive=receive) as ports, Line(ports[via]) as line:
        line.begin("aiuto@lumen.example", hello=b"LHLO x.example" if via == "lmtp" else b"EHLO x.example")
        line.say(b"DATA")
        line.socket.sendall(MAIL + b".\r\n")
        assert inside.wait(20)
        assert committed() == 1
        line.socket.settimeout(0.2)
        with pytest.raises(TimeoutError):
            line.socket.recv(1)
        line.socket.settimeout(20)
        go_on.set()
        assert line.socket.recv(3) == b"250"


@pytest.mark.parametrize(
    "problem", [OperationalError("gone"), OSError(28, "No space left on device"), KeyError("a bug")]
)
def test_any_error_is_451_and_keeps_nothing(problem):
    def receive(raw, **arrival):
        with transaction.atomic():
            receive_message(raw, **arrival)
            raise problem

    with (
        listening(receive=receive) as ports,
        smtplib.SMTP("127.0.0.1", ports["smtp"], timeout=20) as smtp,
        pytest.raises(smtplib.SMTPDataError) as later,
    ):
        smtp.sendmail("anna@cliente.example", ["aiuto@lumen.example"], MAIL)
    assert later.value.smtp_code == 451
    assert committed() == 0
    assert not RawMail.objects.exists()
