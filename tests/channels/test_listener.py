"""The listener speaks SMTP and LMTP on the loopback and keeps mail in the real database."""

import smtplib
import socket
import threading
import time
from collections.abc import Iterator

import pytest
from django.db import OperationalError

from aiuto.channels.email import listener
from aiuto.channels.email.listener import CannotListen, run_listener
from aiuto.flows.receive_message import receive_message
from aiuto.intake.models import Mailbox, RawMail
from aiuto.people.models import Desk
from aiuto.tickets.models import Message
from tests.channels.conversations import Line, listening

pytestmark = pytest.mark.django_db(transaction=True)

MAIL = (
    b"From: Anna Verdi <anna@cliente.example>\r\nTo: aiuto@lumen.example\r\nSubject: La lampada\r\n\r\n"
    b"Non si accende.\r\n"
)
DESK = "aiuto@lumen.example"


@pytest.fixture
def ports(transactional_db) -> Iterator[dict[str, int]]:
    with listening() as found:
        yield found


@pytest.fixture
def mailboxes(transactional_db):
    desks = [Desk.objects.create(name=name) for name in ("Lampade", "Colleghi")]
    return [
        Mailbox.objects.create(desk=desk, address=f"{name}@lumen.example")
        for desk, name in zip(desks, ("aiuto", "interno"), strict=True)
    ]


def outcomes() -> list[tuple[str, str]]:
    return list(RawMail.objects.order_by("id").values_list("outcome", "reason"))


def test_smtp_mail_becomes_a_message_before_it_is_accepted(ports):
    with smtplib.SMTP("127.0.0.1", ports["smtp"], timeout=20) as smtp:
        smtp.sendmail("anna@cliente.example", [DESK], MAIL)
        assert Message.objects.get().text.strip() == "Non si accende."
    kept = RawMail.objects.get()
    assert (kept.via, kept.envelope["envelope_from"]) == ("smtp", "anna@cliente.example")
    assert kept.envelope["envelope_to"] == [DESK]


def test_smtp_the_same_mail_twice_is_one_message(ports):
    with smtplib.SMTP("127.0.0.1", ports["smtp"], timeout=20) as smtp:
        smtp.sendmail("anna@cliente.example", [DESK], MAIL)
        smtp.sendmail("anna@cliente.example", [DESK], MAIL)
    assert [outcome for outcome, _ in outcomes()] == ["stored", "duplicate"]
    assert Message.objects.count() == 1


def test_smtp_any_address_is_accepted_while_there_is_no_mailbox(ports):
    with smtplib.SMTP("127.0.0.1", ports["smtp"], timeout=20) as smtp:
        smtp.sendmail("", ["whoever@lumen.example"], MAIL)
    assert RawMail.objects.get().desk.is_default


def test_smtp_unknown_addresses_are_refused_where_mailboxes_are(ports, mailboxes):
    with smtplib.SMTP("127.0.0.1", ports["smtp"], timeout=20) as smtp:
        with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
            smtp.sendmail("anna@cliente.example", ["nessuno@lumen.example"], MAIL)
        assert refused.value.recipients["nessuno@lumen.example"][0] == 550
        smtp.sendmail("anna@cliente.example", ["AIUTO+0123456789abcdefghjkmnpqrs@lumen.example"], MAIL)
    assert RawMail.objects.get().mailbox == mailboxes[0]


def test_smtp_takes_a_hundred_recipients_and_the_rest_in_another_mail(ports):
    with smtplib.SMTP("127.0.0.1", ports["smtp"], timeout=20) as smtp:
        smtp.ehlo()
        smtp.mail("anna@cliente.example")
        answers = [smtp.rcpt(f"n{number}@lumen.example")[0] for number in range(102)]
        assert answers == [250] * 100 + [452] * 2
        assert smtp.data(MAIL)[0] == 250


def test_smtp_mail_to_two_desks_is_a_message_in_each(ports, mailboxes):
    with smtplib.SMTP("127.0.0.1", ports["smtp"], timeout=20) as smtp:
        smtp.sendmail("anna@cliente.example", [DESK, "interno@lumen.example"], MAIL)
    assert set(RawMail.objects.values_list("desk", flat=True)) == {box.desk_id for box in mailboxes}


def test_smtp_too_large_is_refused_and_counted(ports, mailboxes, monkeypatch):
    with smtplib.SMTP("127.0.0.1", ports["smtp"], timeout=60) as smtp:
        smtp.ehlo()
        size = int(smtp.esmtp_features["size"])
        assert smtp.mail("anna@cliente.example", [f"SIZE={size + 1}"])[0] == 552
        smtp.rset()
        smtp.mail("anna@cliente.example")
        smtp.rcpt(DESK)
        assert smtp.data(MAIL + b"x" * 70 + b"\r\n" + (b"y" * 76 + b"\r\n") * (size // 78))[0] == 552
        smtp.sendmail("anna@cliente.example", [DESK], MAIL)
    assert outcomes() == [("refused", "too-large"), ("refused", "too-large"), ("stored", "")]
    assert RawMail.objects.filter(outcome="refused").last().mailbox == mailboxes[0]


def test_smtp_very_long_lines_are_kept(ports):
    with smtplib.SMTP("127.0.0.1", ports["smtp"], timeout=20) as smtp:
        smtp.sendmail("anna@cliente.example", [DESK], MAIL + b"z" * 200_000 + b"\r\n")
    assert Message.objects.get().text.count("z") == 200_000


def test_smtp_bytes_that_are_no_mail_are_accepted_and_kept(ports):
    with smtplib.SMTP("127.0.0.1", ports["smtp"], timeout=20) as smtp:
        smtp.sendmail("anna@cliente.example", [DESK], b"\x00\xff\xfe no mail \x80")
        smtp.sendmail("anna@cliente.example", [DESK], MAIL)
    assert len(outcomes()) == 2
    assert Message.objects.filter(text__contains="accende").count() == 1


def test_smtp_when_nothing_can_be_kept_the_sender_keeps_it(mailboxes):
    away = threading.Event()
    away.set()

    def receive(raw, **arrival):
        if away.is_set():
            raise OperationalError("the database is away")
        return receive_message(raw, **arrival)

    with listening(receive=receive) as ports, smtplib.SMTP("127.0.0.1", ports["smtp"], timeout=20) as smtp:
        with pytest.raises(smtplib.SMTPDataError) as later:
            smtp.sendmail("anna@cliente.example", [DESK], MAIL)
        assert later.value.smtp_code == 451
        away.clear()
        smtp.sendmail("anna@cliente.example", [DESK], MAIL)
    assert outcomes() == [("stored", "")]


def test_smtp_half_kept_mail_comes_again_and_is_one_message_a_desk(mailboxes):
    first_time = threading.Event()

    def receive(raw, **arrival):
        if arrival["mailbox"] == mailboxes[1] and not first_time.is_set():
            first_time.set()
            raise OSError("no space left")
        return receive_message(raw, **arrival)

    with listening(receive=receive) as ports, smtplib.SMTP("127.0.0.1", ports["smtp"], timeout=20) as smtp:
        with pytest.raises(smtplib.SMTPDataError):
            smtp.sendmail("anna@cliente.example", [DESK, "interno@lumen.example"], MAIL)
        smtp.sendmail("anna@cliente.example", [DESK, "interno@lumen.example"], MAIL)
    assert Message.objects.count() == 2


def test_smtp_slow_mail_does_not_hold_up_another(mailboxes):
    release = threading.Event()

    def receive(raw, **arrival):
        if b"lenta" in raw:
            assert release.wait(20)
        return receive_message(raw, **arrival)

    with (
        listening(receive=receive) as ports,
        Line(ports["smtp"]) as slow,
        smtplib.SMTP("127.0.0.1", ports["smtp"], timeout=20) as smtp,
    ):
        slow.begin(DESK, hello=b"EHLO mta.example")
        slow.say(b"DATA")
        slow.socket.sendall(MAIL + b"lenta\r\n.\r\n")
        smtp.sendmail("anna@cliente.example", [DESK], MAIL)
        release.set()
        assert slow.answer().startswith("250")
    assert Message.objects.count() == 2


def test_stop_answers_the_mail_under_way(mailboxes):
    entered, release = threading.Event(), threading.Event()

    def receive(raw, **arrival):
        entered.set()
        assert release.wait(20)
        return receive_message(raw, **arrival)

    with listening(receive=receive) as ports:
        line = Line(ports["smtp"]).__enter__()
        line.begin(DESK, hello=b"EHLO mta.example")
        line.say(b"DATA")
        line.socket.sendall(MAIL + b".\r\n")
        assert entered.wait(20)
        threading.Timer(0.3, release.set).start()
    assert line.answer().startswith("250")
    line.__exit__()
    assert Message.objects.count() == 1


def test_lmtp_answers_once_a_recipient(ports, mailboxes):
    with Line(ports["lmtp"]) as line:
        answers = line.begin(DESK, "nessuno@lumen.example", "interno@lumen.example")
        assert [answer[:3] for answer in answers] == ["250", "550", "250"]
        assert line.say(b"DATA").startswith("354")
        assert line.say(MAIL + b".").startswith("250")
        assert line.answer().startswith("250")
        assert line.say(b"NOOP").startswith("250")
    assert [mail.via for mail in RawMail.objects.all()] == ["lmtp", "lmtp"]


def test_lmtp_tells_each_recipient_apart(mailboxes):
    def receive(raw, **arrival):
        if arrival["mailbox"] == mailboxes[0]:
            raise OperationalError("the database is away")
        return receive_message(raw, **arrival)

    with listening(receive=receive) as ports, Line(ports["lmtp"]) as line:
        line.begin(DESK, "interno@lumen.example")
        line.say(b"DATA")
        assert [line.say(MAIL + b".")[:3], line.answer()[:3]] == ["451", "250"]


def test_lmtp_too_large_is_said_once_a_recipient(ports, mailboxes, monkeypatch):
    monkeypatch.setattr(listener.LmtpSession, "line_length_limit", 1000)
    with Line(ports["lmtp"]) as line:
        line.begin(DESK, "interno@lumen.example")
        line.say(b"DATA")
        assert [line.say(MAIL + b"x" * 5000 + b"\r\n.")[:3], line.answer()[:3]] == ["500", "500"]
        assert line.say(b"NOOP").startswith("250")
    assert outcomes() == [("refused", "line-too-long")] * 2


def test_lmtp_takes_pipelined_commands(ports, mailboxes):
    with Line(ports["lmtp"]) as line:
        line.say(b"LHLO mta.example")
        words = f"MAIL FROM:<>\r\nRCPT TO:<{DESK}>\r\nDATA\r\n"
        line.socket.sendall(words.encode() + MAIL + b".\r\nQUIT\r\n")
        assert [line.answer()[:3] for _ in range(5)] == ["250", "250", "354", "250", "221"]
    assert RawMail.objects.get().envelope.get("envelope_from", "") == ""


def test_listener_says_which_address_is_taken():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(CannotListen, match=str(taken.getsockname()[1])):
            run_listener(threading.Event(), smtp=f"127.0.0.1:{taken.getsockname()[1]}", lmtp="")


def test_listener_without_addresses_waits_for_the_end():
    stop = threading.Event()
    threading.Timer(0.1, stop.set).start()
    began = time.monotonic()
    run_listener(stop, smtp="", lmtp="")
    assert time.monotonic() - began < 10
