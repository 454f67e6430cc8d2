"""Whoever sets up a mailbox is told what is in the way."""

import pytest

from aiuto.channels.email.checking import examine, trouble_reading, trouble_sending
from aiuto.intake.models import Mailbox, Security
from aiuto.intake.secrets import conceal
from aiuto.people.models import Desk
from tests.channels import dovecot
from tests.channels.conftest import auth

pytestmark = pytest.mark.django_db


@pytest.fixture
def mailbox(sink, imap_server):
    sink.options["authenticator"] = auth
    return Mailbox.objects.create(
        desk=Desk.objects.create(name="Lampade"), address="aiuto@lumen.example", imap_host="127.0.0.1",
        imap_port=imap_server.port, imap_security=Security.NONE, smtp_host="127.0.0.1", smtp_port=sink.port,
        smtp_security=Security.NONE, username=dovecot.USER, secret=conceal(dovecot.PASSWORD),
    )  # fmt: skip


def test_reading_account_in_order_has_no_trouble(mailbox):
    assert trouble_reading(mailbox) == ""


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"secret": conceal("sbagliata")}, "sign-in"),
        ({"imap_folder": "Nessuna"}, "Nessuna"),
        ({"imap_host": "mail.lumen.example"}, "TLS"),
        ({"imap_security": Security.STARTTLS}, "certificate"),
        ({"secret": "of another key"}, "key"),
    ],
)
def test_reading_account_with_trouble_is_told(mailbox, changes, said):
    Mailbox.objects.update(**changes)
    mailbox.refresh_from_db()
    assert said in trouble_reading(mailbox)


def test_mailbox_that_is_not_read_by_imap_has_no_trouble(mailbox):
    mailbox.imap_host = ""
    assert trouble_reading(mailbox) == ""


def test_sending_account_in_order_has_no_trouble(mailbox):
    Mailbox.objects.update(username="assistenza", secret=conceal("segreta"))
    assert trouble_sending(mailbox) == ""


def test_sending_account_with_trouble_is_told(mailbox):
    assert "sign-in" in trouble_sending(mailbox)
    Mailbox.objects.update(smtp_host="")
    assert "AIUTO_SMTP_URL" in trouble_sending(mailbox)


@pytest.mark.parametrize(
    ("changes", "side", "remedy"),
    [
        ({"secret": conceal("sbagliata")}, "reading", "password"),
        ({"imap_folder": "Nessuna"}, "reading", "INBOX"),
        ({"imap_security": Security.STARTTLS}, "reading", "certificate"),
        ({"secret": conceal("sbagliata")}, "sending", "password"),
        ({"smtp_security": Security.TLS}, "sending", "go together"),
        ({"smtp_port": 1}, "sending", "port"),
    ],
)
def test_examine_says_what_to_do(mailbox, changes, side, remedy):
    Mailbox.objects.update(**changes)
    found = {finding.side: finding for finding in examine(Mailbox.objects.get())}
    assert found[side].trouble
    assert remedy in found[side].remedy


def test_examine_of_a_mailbox_in_order_finds_nothing(mailbox, settings):
    settings.DEMO = True
    assert [(one.side, one.trouble, one.remedy) for one in examine(mailbox)] == [
        ("reading", "", ""),
        ("sending", "", ""),
    ]
