"""P2: a mail counts as read only after its commit, and nothing on the server is changed by reading it."""

import threading

import pytest
from django.db import transaction

from aiuto.channels.email.fetching import Pace, Reader
from aiuto.flows.receive_message import receive_message
from aiuto.intake.models import Mailbox, RawMail, Security
from aiuto.intake.secrets import conceal
from aiuto.people.models import Desk
from tests.channels import certificates
from tests.channels import dovecot as imap

MAIL = b"From: anna@cliente.example\r\nTo: aiuto@lumen.example\r\nSubject: prova\r\n\r\nciao\r\n"


@pytest.fixture(scope="module")
def server(dovecot, tmp_path_factory):
    certificate = certificates.make(tmp_path_factory.mktemp("certificate"), "127.0.0.1")
    with imap.running(dovecot, certificate) as running:
        yield running


@pytest.mark.django_db(transaction=True)
def test_cursor_moves_with_the_commit_and_flags_never(server):
    mailbox = Mailbox.objects.create(
        desk=Desk.objects.create(name="Lampade"), address="aiuto@lumen.example", imap_host="127.0.0.1",
        imap_port=server.port, imap_security=Security.NONE, username=imap.USER, secret=conceal(imap.PASSWORD),
    )  # fmt: skip
    stop, seen = threading.Event(), []

    def receive(raw, **arrival):
        """The first time everything is done, and lost with the process."""
        with transaction.atomic():
            receive_message(raw, **arrival)
            seen.append((Mailbox.objects.get(pk=mailbox.pk).last_uid, server.flags()))
            if len(seen) == 1:
                raise OSError("killed before the commit")
        stop.set()

    reader = Reader(mailbox.pk, stop, pace=Pace(first_pause=0.05), receive=receive)
    Mailbox.objects.update(uid_validity=_validity(server))
    server.deliver(MAIL)
    reader.run()
    assert [uid for uid, _ in seen] == [1, 1]
    assert RawMail.objects.get().outcome == "stored"
    assert Mailbox.objects.get().last_uid == 1
    assert server.flags() == [b""]


def _validity(server) -> int:
    with server.client() as client:
        client.select("INBOX", readonly=True)
        return int(client.response("UIDVALIDITY")[1][0])
