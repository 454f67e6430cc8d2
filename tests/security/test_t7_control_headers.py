"""T7: no header from outside steers us: what we would write ourselves means nothing when a stranger wrote it."""

from dataclasses import replace

import pytest

from aiuto.flows.acknowledge import is_proved
from aiuto.flows.receive_message import receive_message
from aiuto.mime import digest, read
from aiuto.people.models import Desk
from aiuto.tickets.models import Message, Ticket
from tests.mails import mail

OURS = "mx.lumen.example"
CONTROL = [
    "X-Aiuto-Ticket", "X-Aiuto-Reference", "X-Aiuto-Desk", "X-Aiuto-User", "X-Aiuto-State", "X-Aiuto-Customer",
    "X-Aiuto-Command", "X-Aiuto-Token", "X-Aiuto-Note", "X-RT-Ticket", "X-Zammad-Ticket-Owner",
]  # fmt: skip
FORGED = [
    (f"{OURS}; dmarc=pass", "mx.other.example; dmarc=fail"),
    ("mx.other.example; dmarc=pass", f"{OURS}; dmarc=pass"),
    ("mx.other.example; none", f"{OURS}; dmarc=pass"),
    (f"{OURS}; dmarc=fail", f"{OURS}; dmarc=pass"),
    (f"{OURS}.evil.example; dmarc=pass",),
    (f"evil.example ({OURS}); dmarc=pass",),
    (f"{OURS}; spf=pass smtp.mailfrom=dmarc=pass",),
    (f'{OURS}; dkim=pass header.d="x; dmarc=pass"',),
    (f"{OURS}; dkim=pass (good; dmarc=pass ) header.d=evil.example",),
    (f"{OURS}; dkim=pass (good (or so); dmarc=pass ) header.d=evil.example",),
    (f'{OURS}; dkim=fail (say " ); dmarc=fail (; dmarc=pass )',),
    (f'{OURS}; spf=pass smtp.mailfrom="a; dmarc=pass b"@evil.example',),
    (f'{OURS}; spf=pass smtp.mailfrom="a\\"; dmarc=pass b"@evil.example',),
    (f"{OURS}; dkim=fail (a \\) ; dmarc=pass )",),
    (f"{OURS}; dmarc=passed",),
    (f"{OURS}; x-dmarc=pass",),
]


@pytest.mark.parametrize("name", CONTROL)
def test_control_header_of_a_stranger_is_not_read(name):
    with_it, without = read(mail(headers=((name, "1"),))), read(mail())
    assert replace(with_it, authentication_results=()) == replace(without, authentication_results=())


def test_control_header_makes_no_other_mail_of_it():
    assert digest(mail(headers=(("X-Aiuto-Ticket", "1"),))) == digest(mail())


def test_control_headers_change_no_request(db, now):
    Desk.objects.create(name="Colleghi")
    first = receive_message(mail(), via="smtp", now=now)
    before = Ticket.objects.values().get()
    headers = tuple((name, first.ticket) for name in CONTROL)
    second = receive_message(
        mail(sender="eva@evil.example", message_id="<e@evil.example>", headers=headers), via="smtp", now=now
    )

    assert second.ticket != first.ticket
    assert Ticket.objects.values().get(reference=first.ticket) == before
    assert Message.objects.filter(ticket__reference=first.ticket).count() == 1


@pytest.mark.parametrize("lines", FORGED[1:], ids=range(1, len(FORGED)))
def test_verdict_that_our_mail_server_did_not_give_proves_nothing(lines):
    letter = read(mail(headers=tuple(("Authentication-Results", line) for line in lines)))
    assert not is_proved(letter, OURS)


def test_verdict_on_top_is_our_servers_and_counts():
    letter = read(mail(headers=tuple(("Authentication-Results", line) for line in FORGED[0])))
    assert is_proved(letter, OURS)
    assert not is_proved(letter, "")


def test_comments_of_our_server_are_passed_over():
    verdicts = "dkim=pass (2048-bit key; unprotected) header.d=a.example; dmarc=pass (p=none; dis=none)"
    line = f"{OURS}; {verdicts}"
    assert is_proved(read(mail(headers=(("Authentication-Results", line),))), OURS)
