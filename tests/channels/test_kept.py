"""The demo keeps what it would send."""

from email import message_from_bytes
from email.policy import default

import pytest

from aiuto.channels.email.kept import keep
from aiuto.config import wiring
from aiuto.outbox.errors import SendFailed
from aiuto.outbox.parts import Parts, Person


@pytest.fixture
def parts() -> Parts:
    sender, to = Person("aiuto@lumen.example"), (Person("anna@cliente.example"),)
    return Parts(sender=sender, to=to, subject="La lampada", text="È partita.", message_id="a@lumen.example")


def test_mail_is_one_file_a_recipient_however_often_it_is_sent(parts, settings, tmp_path):
    settings.HOME = tmp_path
    for recipient in ("anna@cliente.example", "anna@cliente.example", "bruno@cliente.example"):
        keep(parts, recipient=recipient, mailbox=None)
    files = list((tmp_path / "outgoing").iterdir())
    assert len(files) == 2
    assert all(
        message_from_bytes(file.read_bytes(), policy=default)["Subject"] == "La lampada" for file in files
    )


def test_what_is_no_address_fails_as_it_would_outside(parts):
    with pytest.raises(SendFailed) as failure:
        keep(parts, recipient="anna", mailbox=None)
    assert failure.value.permanent


def test_demo_opens_no_connection_for_any_channel():
    assert wiring.TRANSPORTS.keys() == wiring.DEMO_TRANSPORTS.keys()
    assert all(name.endswith(".kept.keep") for name in wiring.DEMO_TRANSPORTS.values())
