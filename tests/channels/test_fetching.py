"""Mailboxes are read from a real IMAP server into the real database."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError
from imap_tools.idle import IdleManager

from aiuto.channels.email import imap, tokens
from aiuto.channels.email.composing import message_of
from aiuto.channels.email.fetching import Pace, Reader, run_mailboxes
from aiuto.files.queries import content
from aiuto.flows.receive_message import receive_message
from aiuto.flows.send_test_mail import send_test_mail
from aiuto.intake.models import Mailbox, RawMail, Security
from aiuto.intake.secrets import conceal
from aiuto.journal.models import Event
from aiuto.outbox.parts import Parts
from aiuto.people.models import Desk, Role, User
from aiuto.tickets.models import Message
from tests.channels import dovecot

pytestmark = pytest.mark.django_db(transaction=True)

QUICK = Pace(renew=240, poll=0.2, first_pause=0.05, longest_pause=0.2, look=0.1)
MAIL = "From: Anna <anna@cliente.example>\r\nTo: aiuto@lumen.example\r\nSubject: {0}\r\n\r\nLampada {0}.\r\n"


def mail(name: str) -> bytes:
    return MAIL.format(name).encode()


@pytest.fixture(autouse=True)
def quick_look(monkeypatch):
    monkeypatch.setattr(imap, "LOOK", 0.1)


@pytest.fixture
def mailbox(transactional_db, imap_server, request):
    """Each test has a folder of its own on the server."""
    folder = request.node.name.split("[")[0].removeprefix("test_")
    with imap_server.client() as client:
        client.delete(folder)
        client.create(folder)
    return Mailbox.objects.create(
        desk=Desk.objects.create(name="Lampade"), address="aiuto@lumen.example", imap_host="127.0.0.1",
        imap_port=imap_server.port, imap_security=Security.NONE, imap_folder=folder, username=dovecot.USER,
        secret=conceal(dovecot.PASSWORD),
    )  # fmt: skip


@contextmanager
def reading(mailbox, **options) -> Iterator[Reader]:
    reader = Reader(mailbox.pk, threading.Event(), **{"pace": QUICK} | options)
    thread = threading.Thread(target=reader.run)
    thread.start()
    try:
        yield reader
    finally:
        reader.stop.set()
        thread.join(30)
    assert not thread.is_alive()


def until(true: Callable[[], object], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def subjects() -> list[str]:
    return sorted(Message.objects.values_list("subject", flat=True))


def test_mail_is_read_and_its_flags_are_left_alone(mailbox, imap_server):
    imap_server.deliver(mail("uno"), folder=mailbox.imap_folder)
    imap_server.deliver(mail("due"), folder=mailbox.imap_folder, flags="\\Seen")
    with reading(mailbox):
        until(lambda: subjects() == ["due", "uno"])
        until(lambda: Mailbox.objects.get().uid_validity)
    assert imap_server.flags(mailbox.imap_folder) == [b"", b"\\Seen"]
    kept = RawMail.objects.first()
    assert (kept.via, kept.mailbox, kept.desk) == ("imap", mailbox, mailbox.desk)


def test_mail_comes_by_idle_within_seconds(mailbox, imap_server, monkeypatch):
    idling = threading.Event()
    start = IdleManager.start
    monkeypatch.setattr(IdleManager, "start", lambda self: (start(self), idling.set()))
    with reading(mailbox, pace=Pace(first_rest=240, renew=240, poll=240)):
        began = time.monotonic()
        for name in ("uno", "due", "tre"):
            assert idling.wait(20)
            idling.clear()
            imap_server.deliver(mail(name), folder=mailbox.imap_folder)
            until(lambda name=name: name in subjects(), seconds=15)
        print(f"three mails by IDLE in {time.monotonic() - began:.2f} s")
    mailbox.refresh_from_db()
    assert mailbox.last_uid == 3


def test_mail_comes_without_idle_by_asking_again(mailbox, imap_server, monkeypatch):
    monkeypatch.setattr(imap.Folder, "_idles", property(lambda _: False, lambda *_: None), raising=False)
    with reading(mailbox):
        until(lambda: Mailbox.objects.get().last_read_at)
        imap_server.deliver(mail("uno"), folder=mailbox.imap_folder)
        until(lambda: subjects() == ["uno"])


def test_mail_that_somebody_read_elsewhere_is_read_all_the_same(mailbox, imap_server):
    with reading(mailbox):
        until(lambda: Mailbox.objects.get().uid_validity)
    imap_server.deliver(mail("uno"), folder=mailbox.imap_folder, flags="\\Seen")
    with reading(mailbox):
        until(lambda: subjects() == ["uno"])


def test_first_reading_leaves_old_mail_alone_and_takes_what_is_new(mailbox, imap_server):
    imap_server.deliver(mail("vecchia"), folder=mailbox.imap_folder, at=time.time() - 40 * 86400)
    imap_server.deliver(mail("di ieri"), folder=mailbox.imap_folder, at=time.time() - 86400)
    imap_server.deliver(mail("vecchia anche lei"), folder=mailbox.imap_folder, at=time.time() - 40 * 86400)
    with reading(mailbox):
        until(lambda: Mailbox.objects.get().uid_validity)
    imap_server.deliver(mail("con una data vecchia"), folder=mailbox.imap_folder, at=time.time() - 90 * 86400)
    with reading(mailbox):
        until(lambda: len(subjects()) == 2)
    assert subjects() == ["con una data vecchia", "di ieri"]


def test_mail_is_read_once_over_many_sessions(mailbox, imap_server):
    for uid, name in enumerate(("uno", "due", "tre"), start=1):
        imap_server.deliver(mail(name), folder=mailbox.imap_folder)
        with reading(mailbox):
            until(lambda uid=uid: Mailbox.objects.get().last_uid == uid)
    assert subjects() == ["due", "tre", "uno"]
    assert list(RawMail.objects.values_list("outcome", flat=True)) == ["stored"] * 3


def test_another_uidvalidity_loses_nothing_and_doubles_nothing(mailbox, imap_server):
    with reading(mailbox):
        until(lambda: Mailbox.objects.get().uid_validity)
        for name in ("uno", "due"):
            imap_server.deliver(mail(name), folder=mailbox.imap_folder)
        until(lambda: len(subjects()) == 2)
    before = Mailbox.objects.get().uid_validity
    imap_server.renumber(mailbox.imap_folder)
    imap_server.deliver(mail("tre"), folder=mailbox.imap_folder)
    with reading(mailbox):
        until(lambda: "tre" in subjects())
        until(lambda: Mailbox.objects.get().uid_validity != before)
    assert subjects() == ["due", "tre", "uno"]
    assert sorted(RawMail.objects.values_list("outcome", flat=True)) == ["duplicate"] * 2 + ["stored"] * 3


def test_another_uidvalidity_looks_back_from_the_last_reading(mailbox, imap_server):
    imap_server.deliver(mail("durante la pausa"), folder=mailbox.imap_folder, at=time.time() - 20 * 86400)
    imap_server.deliver(mail("storia"), folder=mailbox.imap_folder, at=time.time() - 60 * 86400)
    last_read_at = datetime.now(UTC) - timedelta(days=21)
    Mailbox.objects.update(uid_validity=1, last_uid=500, last_read_at=last_read_at)
    with reading(mailbox):
        until(lambda: Mailbox.objects.get().uid_validity != 1)
    assert subjects() == ["durante la pausa"]


def test_first_reading_that_breaks_off_begins_again(mailbox, imap_server):
    for name in ("uno", "due", "tre"):
        imap_server.deliver(mail(name), folder=mailbox.imap_folder)
    calls = []

    def receive(raw, **arrival):
        calls.append(raw)
        if len(calls) == 2:
            raise OperationalError("the database is away")
        return receive_message(raw, **arrival)

    with reading(mailbox, receive=receive):
        until(lambda: Mailbox.objects.get().uid_validity)
    assert subjects() == ["due", "tre", "uno"]


@pytest.mark.parametrize("moment", ["before", "after"])
def test_mail_broken_off_around_the_commit_exists_once(mailbox, imap_server, moment):
    with reading(mailbox):
        until(lambda: Mailbox.objects.get().uid_validity)
    broken = threading.Event()

    def receive(raw, **arrival):
        if moment == "after":
            receive_message(raw, **arrival)
        if not broken.is_set():
            broken.set()
            raise OSError("killed")
        return receive_message(raw, **arrival) if moment == "before" else None

    imap_server.deliver(mail("uno"), folder=mailbox.imap_folder)
    with reading(mailbox, receive=receive):
        until(broken.is_set)
        imap_server.deliver(mail("due"), folder=mailbox.imap_folder)
        until(lambda: len(subjects()) == 2)
    assert list(RawMail.objects.values_list("outcome", flat=True)) == ["stored"] * 2


def test_trouble_is_shown_and_mended(mailbox, imap_server):
    Mailbox.objects.update(secret=conceal("sbagliata"))
    with reading(mailbox):
        until(lambda: Mailbox.objects.get().last_error)
        assert "sbagliata" not in Mailbox.objects.get().last_error
        Mailbox.objects.update(secret=conceal(dovecot.PASSWORD))
        until(lambda: not Mailbox.objects.get().last_error)
    kinds = Event.objects.filter(kind__startswith="mailbox.").order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["mailbox.trouble", "mailbox.mended"]


def test_missing_folder_is_shown(mailbox):
    Mailbox.objects.update(imap_folder="Nessuna")
    with reading(mailbox):
        until(lambda: "Nessuna" in Mailbox.objects.get().last_error)


def test_server_that_goes_away_is_found_again(mailbox, imap_server):
    with reading(mailbox):
        until(lambda: Mailbox.objects.get().last_read_at)
        imap_server.stop()
        until(lambda: Mailbox.objects.get().last_error)
        imap_server.start()
        imap_server.deliver(mail("uno"), folder=mailbox.imap_folder)
        until(lambda: subjects() == ["uno"])
    assert not Mailbox.objects.get().last_error


def test_pause_grows_and_ends_somewhere(mailbox):
    reader = Reader(mailbox.pk, threading.Event(), pace=Pace())
    longest = []
    for failures in (1, 2, 3, 9, 10, 1000):
        reader.failures = failures
        longest.append(max(reader.pause() for _ in range(50)))
    assert longest[0] <= 1 < longest[1] <= 2 < longest[2] <= 4
    assert all(150 <= pause <= 300 for pause in longest[3:])


def test_too_large_is_kept_as_far_as_the_limit_and_set_aside(mailbox, imap_server, monkeypatch):
    monkeypatch.setattr(imap, "WHOLE", imap.WHOLE.replace(str(imap.LIMITS.size + 1), "300"))
    taken = []
    with reading(mailbox, receive=lambda raw, **_: taken.append(raw)):
        until(lambda: Mailbox.objects.get().uid_validity)
        imap_server.deliver(mail("uno") + b"x" * 1000, folder=mailbox.imap_folder)
        until(lambda: taken)
    assert taken == [(mail("uno") + b"x" * 1000)[:300]]


def test_bytes_that_are_no_mail_do_not_hold_up_the_next(mailbox, imap_server):
    with reading(mailbox):
        until(lambda: Mailbox.objects.get().uid_validity)
        imap_server.deliver(b"\xff\xfe\x80 nothing of a mail", folder=mailbox.imap_folder)
        imap_server.deliver(mail("uno"), folder=mailbox.imap_folder)
        until(lambda: "uno" in subjects())
    assert RawMail.objects.count() == 2


def test_mail_that_the_server_cannot_hand_over_is_set_aside_and_the_next_goes_on(mailbox, imap_server):
    with reading(mailbox):
        until(lambda: Mailbox.objects.get().uid_validity)
    imap_server.deliver(mail("uno"), folder=mailbox.imap_folder)
    imap_server.damage(mailbox.imap_folder)
    imap_server.deliver(mail("due"), folder=mailbox.imap_folder)
    with reading(mailbox):
        until(lambda: subjects() == ["due"])
    assert sorted(RawMail.objects.values_list("outcome", flat=True)) == ["quarantined", "stored"]
    kept = RawMail.objects.get(outcome="quarantined")
    assert mailbox.imap_folder in content(kept.blob_id).decode()


def test_mail_that_was_deleted_in_the_meantime_is_passed_over(mailbox, imap_server, monkeypatch):
    find = imap.Folder.uids_after
    monkeypatch.setattr(
        imap.Folder, "uids_after", lambda self, uid: [7, *find(self, uid)] if uid == 0 else find(self, uid)
    )
    with reading(mailbox):
        until(lambda: Mailbox.objects.get().uid_validity)
    imap_server.deliver(mail("uno"), folder=mailbox.imap_folder)
    with reading(mailbox):
        until(lambda: subjects() == ["uno"])
    assert not Mailbox.objects.get().last_error


def test_own_test_mail_that_is_begun_while_we_wait_is_seen_to_come_back(mailbox, imap_server, now):
    admin = User.objects.create(email="ada@lumen.example", name="Ada", role=Role.ADMIN, created_at=now)
    with reading(mailbox):
        until(lambda: Mailbox.objects.get().last_read_at)
        parts = Parts.from_json(send_test_mail(mailbox.pk, user=admin, now=now).parts)
        imap_server.deliver(message_of(parts, content=lambda _: b"", date=now), folder=mailbox.imap_folder)
        until(lambda: Mailbox.objects.get().reply_addresses_since)


def test_tls_needs_a_trusted_certificate(mailbox, imap_server, monkeypatch):
    Mailbox.objects.update(imap_port=imap_server.tls_port, imap_security=Security.TLS)
    with reading(mailbox):
        until(lambda: "certificate" in Mailbox.objects.get().last_error)
    monkeypatch.setenv("SSL_CERT_FILE", str(imap_server.certificate))
    for port, security in ((imap_server.tls_port, Security.TLS), (imap_server.port, Security.STARTTLS)):
        Mailbox.objects.update(imap_port=port, imap_security=security, last_error="?")
        with reading(mailbox):
            until(lambda: not Mailbox.objects.get().last_error)


def test_token_command_signs_in_and_an_old_token_is_renewed(mailbox, imap_server, tmp_path, monkeypatch):
    monkeypatch.setattr(tokens, "_known", {})
    printed = tmp_path / "token"
    printed.write_text("old.and.useless")
    command = f"{sys.executable} -c 'print(open(\"{printed}\").read())'"
    Mailbox.objects.update(secret="", token_command=command)
    imap_server.deliver(mail("uno"), folder=mailbox.imap_folder)
    with reading(mailbox):
        until(lambda: "sign-in" in Mailbox.objects.get().last_error)
        printed.write_text(dovecot.token())
        until(lambda: subjects() == ["uno"])


def test_password_with_accents_signs_in_or_is_refused_but_never_breaks(mailbox):
    Mailbox.objects.update(secret=conceal("così"))
    with reading(mailbox):
        until(lambda: "sign-in" in Mailbox.objects.get().last_error)


def test_mailboxes_are_noticed_when_they_are_added_changed_and_switched_off(mailbox, imap_server):
    stop = threading.Event()
    Mailbox.objects.update(active=False)
    thread = threading.Thread(target=run_mailboxes, args=(stop,), kwargs={"pace": QUICK})
    thread.start()
    try:
        Mailbox.objects.update(active=True, secret=conceal("sbagliata"))
        until(lambda: Mailbox.objects.get().last_error)
        Mailbox.objects.update(secret=conceal(dovecot.PASSWORD))
        imap_server.deliver(mail("uno"), folder=mailbox.imap_folder)
        until(lambda: subjects() == ["uno"])
        Mailbox.objects.update(active=False)
        until(lambda: not [one for one in threading.enumerate() if one.name == f"mailbox-{mailbox.pk}"])
    finally:
        stop.set()
        thread.join(30)
    assert not thread.is_alive()


def test_last_reading_is_noted_without_mail(mailbox, now):
    Mailbox.objects.update(last_read_at=now - timedelta(days=30))
    with reading(mailbox):
        until(lambda: Mailbox.objects.get().last_read_at > now)
