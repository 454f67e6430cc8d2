"""T13: a machine's mail wakes nobody and gets no automatic answer; what our machine writes says so."""

import pytest
from django.core.mail import send_mail

from aiuto.channels.email.composing import message_of
from aiuto.flows.ask_confirmation import ask_confirmation
from aiuto.flows.receive_message import receive_message
from aiuto.flows.release_quarantined import release_quarantined
from aiuto.intake.models import RawMail
from aiuto.mime import read
from aiuto.outbox.backend import DeliveryBackend
from aiuto.outbox.models import Delivery
from aiuto.outbox.parts import Parts
from aiuto.people.models import Desk, Team, User
from aiuto.tickets.models import Message, Ticket
from tests.mails import mail

SIGNS = [
    (("Auto-Submitted", "auto-replied"),),
    (("Auto-Submitted", "auto-generated; owner=a@b.example"),),
    (("Precedence", "auto_reply"),),
    (("Precedence", "LIST"),),
    (("X-Autoreply", "yes"),),
    (("X-Autorespond", "x"),),
    (("List-Id", "<news.example>"),),
    (("List-Unsubscribe", "<mailto:out@news.example>"),),
    (("X-Auto-Response-Suppress", "OOF, AutoReply"),),
    (("X-RT-Loop-Prevention", "rt.example"),),
    (("X-Aiuto-Loop", "1"),),
    (("Return-Path", "<>"),),
]
PROVED = (("Authentication-Results", "mx.lumen.example; dmarc=pass header.from=customer.example"),)


@pytest.fixture
def desk(db, settings):
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update={"aiuto_authserv_id": "mx.lumen.example"})
    desk = Desk.objects.get(is_default=True)
    desk.acknowledge = True
    desk.save()
    desk.mailboxes.create(address="assistenza@lumiera.example")
    return desk


def waiting() -> list[bool]:
    return [ticket.waiting_since is not None for ticket in Ticket.objects.order_by("id")]


def test_person_is_answered_and_waits(desk, now):
    receive_message(mail(headers=PROVED), via="smtp", envelope_from="giulia@customer.example", now=now)
    assert (Delivery.objects.count(), waiting()) == (1, [True])


@pytest.mark.parametrize("sign", SIGNS)
def test_sign_of_a_machine_in_the_header(desk, now, sign):
    receive_message(mail(headers=(*PROVED, *sign)), via="smtp", now=now)
    assert (Delivery.objects.count(), waiting()) == (0, [False])
    assert "automatic" in Message.objects.get().marks


def test_null_sender_on_the_envelope_alone(desk, now):
    """Straight from the wire: a mail server that would write Return-Path stands nowhere between."""
    receive_message(mail(headers=PROVED), via="smtp", envelope_from="", now=now)
    assert (Delivery.objects.count(), waiting()) == (0, [False])


def test_null_sender_is_remembered_in_quarantine(desk, now):
    user = User.objects.create(email="anna@lumen.example", name="Anna", created_at=now)
    Team.objects.get(desks=desk).members.add(user)
    code = mail(headers=PROVED, subject="Il tuo codice di verifica", text="Il codice è 482 913.")
    assert receive_message(code, via="smtp", envelope_from="", now=now).reason == "login-code"

    release_quarantined(RawMail.objects.get().pk, user=user, now=now)
    assert (Delivery.objects.count(), waiting()) == (0, [False])


def test_what_our_machine_writes_says_so_and_is_recognised(desk, now):
    user = User.objects.create(email="anna@lumen.example", name="Anna", created_at=now)
    Team.objects.get(desks=desk).members.add(user)
    receive_message(mail(headers=PROVED), via="smtp", now=now)
    ask_confirmation(Message.objects.first().contact_point_id, desk_id=desk.pk, user=user, now=now)
    send_mail("Password", "Ecco", "aiuto@lumen.example", ["anna@lumen.example"], connection=DeliveryBackend())

    deliveries = Delivery.objects.order_by("id")
    assert len(deliveries) == 3
    for delivery in deliveries:
        parts = Parts.from_json(delivery.parts)
        raw = message_of(parts, content=lambda _: b"", date=now)
        assert (parts.envelope_from, read(raw).automatic) == ("", "auto-submitted")
        assert delivery.automatic
