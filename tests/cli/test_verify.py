"""`aiuto verify`: each kind of damage is found, and a sound installation is said to be sound."""

import hashlib
import os
from pathlib import Path

import pytest
from django.conf import settings

from aiuto.cli.main import main
from aiuto.files.models import Blob
from aiuto.files.storing import store
from aiuto.flows.receive_message import receive_message
from aiuto.intake.models import Mailbox
from aiuto.jobs.models import Job
from aiuto.outbox.parts import Parts, Person
from aiuto.outbox.queueing import queue
from aiuto.people.queries import default_desk
from aiuto.tickets.models import Message, SearchEntry, Ticket
from tests.mails import mail

LARGE = os.urandom(settings.ENVIRONMENT.aiuto_inline_bytes + 1)


@pytest.fixture
def kept(db, now):
    Mailbox.objects.create(desk=default_desk(), address="assistenza@lumiera.example")
    raw = mail(attachments=(("photo.jpg", "image/jpeg", LARGE),))
    receipt = receive_message(raw, via="pipe", desk=default_desk(), now=now)
    yield receipt
    for blob in Blob.objects.filter(data__isnull=True):
        file_of(blob.sha256).unlink(missing_ok=True)


def file_of(sha256: str) -> Path:
    return Path(settings.FILES_ROOT) / sha256[:2] / sha256


def found(capsys) -> list[str]:
    assert main(["verify"]) == 1
    return capsys.readouterr().out.splitlines()[:-1]


def test_sound_installation(kept, capsys):
    assert main(["verify"]) == 0
    assert capsys.readouterr().out == "Everything is whole and in its place.\n"


def test_missing_file(kept, capsys):
    name = hashlib.sha256(LARGE).hexdigest()
    file_of(name).unlink()
    assert found(capsys) == [f"file {name}: its bytes are missing"]


@pytest.mark.parametrize("inline", [False, True])
def test_changed_bytes(kept, capsys, inline):
    if inline:
        small = store([b"small"], now=Blob.objects.first().stored_at)[0]
        Blob.objects.filter(pk=small).update(data=b"other")
    else:
        file_of(hashlib.sha256(LARGE).hexdigest()).write_bytes(b"other")
    (line,) = found(capsys)
    assert line.endswith("its bytes are not those that were kept")


def test_orphan_file_once_it_is_an_hour_old(kept, capsys):
    orphan = file_of("ab" * 32)
    orphan.parent.mkdir(exist_ok=True)
    orphan.write_bytes(b"nobody's")
    try:
        assert main(["verify"]) == 0
        capsys.readouterr()
        os.utime(orphan, (0, 0))
        assert found(capsys) == [f"file ab/{orphan.name}: nothing in the database knows it"]
    finally:
        orphan.unlink()


def test_mailbox_that_does_not_balance(kept, capsys):
    Message.objects.update(raw_mail=None)
    assert found(capsys) == ["mail Assistenza on 2026-03-02: 1 of 1 are nowhere"]


def test_delivery_that_nobody_will_send(kept, capsys, now):
    parts = Parts(
        Person("a@lumiera.example"), (Person("b@customer.example"),), "Re:", "ciao", "x@lumiera.example"
    )
    delivery = queue(parts, recipient="b@customer.example", now=now)
    assert main(["verify"]) == 0
    capsys.readouterr()
    Job.objects.all().delete()
    (line,) = found(capsys)
    assert line.startswith(f"delivery {delivery.pk} to b@customer.example: queued")


def test_message_that_search_does_not_know(kept, capsys):
    SearchEntry.objects.all().delete()
    assert found(capsys) == [f"message {kept.message}: search does not know it"]


def test_request_without_a_word(kept, capsys, now):
    Ticket.objects.create(
        reference="AAAAAAAA", desk=default_desk(), created_at=now, last_message_at=now, subject="?"
    )
    assert found(capsys) == ["request AAAAAAAA: nothing was said in it"]
