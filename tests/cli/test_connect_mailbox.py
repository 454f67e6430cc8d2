"""`aiuto connect-mailbox`: a desk's address, with its servers."""

import io
import sys

import pytest
from pydantic import SecretStr

from aiuto.cli.main import main
from aiuto.intake.models import Mailbox
from aiuto.intake.queries import password_of
from aiuto.journal.models import Event
from aiuto.outbox.models import Delivery
from aiuto.people.queries import default_desk
from tests.channels.conversations import listening

pytestmark = pytest.mark.django_db
ADDRESS = "aiuto@lumen.example"


def sends_by(ports: dict[str, int]) -> SecretStr:
    return SecretStr(f"smtp://127.0.0.1:{ports['smtp']}")


def connect(*options: str) -> int:
    return main(["connect-mailbox", ADDRESS, *options])


def test_address_whose_mail_is_brought_to_us(capsys, settings):
    with listening() as ports:
        settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update={"aiuto_smtp_url": sends_by(ports)})
        assert connect() == 0
    mailbox = Mailbox.objects.get()
    assert (mailbox.address, mailbox.desk, mailbox.imap_host) == (ADDRESS, default_desk(), "")
    assert f"{ADDRESS} is an address of the desk" in capsys.readouterr().out


def test_servers_are_kept_and_told_when_they_do_not_answer(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("segreta\n"))
    code = connect(
        "--imap",
        "imap://127.0.0.1:9/Lavoro",
        "--smtp",
        "smtps://127.0.0.1:9",
        "--username",
        "uno",
        "--password-stdin",
    )
    assert code == 1
    assert capsys.readouterr().err.count("✗") == 2
    mailbox = Mailbox.objects.get()
    assert (mailbox.imap_host, mailbox.imap_port, mailbox.imap_security) == ("127.0.0.1", 9, "none")
    assert (mailbox.smtp_port, mailbox.smtp_security, mailbox.imap_folder) == (9, "tls", "Lavoro")
    assert (mailbox.username, password_of(mailbox)) == ("uno", "segreta")


def test_second_time_changes_what_is_named_and_tells_no_secret(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("segreta\n"))
    connect("--imap", "imaps://127.0.0.1:9", "--password-stdin")
    connect("--token-command", "echo gettone")
    mailbox = Mailbox.objects.get()
    assert (mailbox.imap_port, mailbox.token_command, mailbox.username) == (9, "echo gettone", ADDRESS)
    assert "segreta" not in str(list(Event.objects.values()))
    assert "gettone" not in str(list(Event.objects.values()))


@pytest.mark.parametrize(
    "options",
    [
        ("--desk", "Nessuno"),
        ("--imap", "https://imap.example"),
        ("--imap", "imaps://"),
        ("--smtp", "smtp://a:b@smtp.example"),
        ("--imap", "imaps://imap.example:x"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(capsys, options):
    assert connect(*options) == 64
    assert capsys.readouterr().err.startswith("aiuto connect-mailbox: ")
    assert not Mailbox.objects.exists()


def test_address_that_is_none_is_wrong(capsys):
    assert main(["connect-mailbox", "nessuno"]) == 64
    assert "e-mail" in capsys.readouterr().err


def test_it_writes_to_itself_when_its_server_lets_us_in(capsys, settings):
    with listening() as ports:
        settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update={"aiuto_smtp_url": sends_by(ports)})
        assert connect("--test") == 0
    delivery = Delivery.objects.get()
    assert delivery.recipient.startswith("aiuto+test-")
    assert "writes to itself" in capsys.readouterr().out
