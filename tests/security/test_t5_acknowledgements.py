"""T5, T13, T14: automatic mail goes to proved addresses, says nothing of the sender's, and never storms."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from aiuto.channels.email.composing import message_of
from aiuto.customers.models import ContactPoint
from aiuto.flows.receive_message import receive_message
from aiuto.flows.watch_promises import watch_promises
from aiuto.intake.models import Mailbox
from aiuto.outbox.models import Delivery
from aiuto.outbox.parts import Parts
from aiuto.people.models import Desk
from aiuto.people.queries import default_desk
from aiuto.promises.models import Promise
from aiuto.promises.recounting import recount_soon
from aiuto.tickets.models import Message
from tests.mails import mail

PROVED = (
    ("Authentication-Results", "mx.lumiera.example; spf=pass; dmarc=pass header.from=customer.example"),
)


@pytest.fixture
def mailbox(db, monkeypatch):
    environment = settings.ENVIRONMENT.model_copy(update={"aiuto_authserv_id": "mx.lumiera.example"})
    monkeypatch.setattr(settings, "ENVIRONMENT", environment)
    Desk.objects.update(acknowledge=True)
    return Mailbox.objects.create(desk=default_desk(), address="assistenza@lumiera.example")


def arrive(mailbox, now, **parts):
    parts = {"headers": PROVED} | parts
    return receive_message(mail(**parts), via="smtp", mailbox=mailbox, now=now)


def test_proved_sender_gets_one_acknowledgement(mailbox, now):
    receipt = arrive(mailbox, now)

    [delivery] = Delivery.objects.all()
    parts = Parts.from_json(delivery.parts)
    assert delivery.recipient == "giulia@customer.example"
    assert (parts.auto_submitted, parts.envelope_from) == ("auto-replied", "")
    assert receipt.ticket in parts.text
    assert "persona" in parts.text


def test_it_says_by_when_and_that_moves_no_more(mailbox, now):
    """Monday 10:00 in Rome; eight hours of work have passed by the same time of the next day."""
    arrive(mailbox, now)
    promise = Promise.objects.get()
    assert "risponde entro martedì 3 marzo alle 10:00." in Parts.from_json(Delivery.objects.get().parts).text

    Desk.objects.update(first_answer_minutes=30)
    recount_soon([mailbox.desk_id], now=now)
    watch_promises(now=now)
    assert (Promise.objects.get().due_at, promise.told) == (promise.due_at, True)


def test_its_foot_says_by_when_and_leads_to_the_page_that_denies_it_on_being_sent_alone(mailbox, client, now):
    arrive(mailbox, timezone.now())
    text = Parts.from_json(Delivery.objects.get().parts).text
    [path] = re.findall(r"promesso:\n- prima risposta \(.*\)\n  .*(/p/\S+/)", text)
    for look in (client.get, client.head):
        assert look(path).status_code == 200
    assert Promise.objects.get().not_kept_at is None
    client.post(path, {"words": "Nessuno ha risposto"})
    assert Promise.objects.get().not_kept_words == "Nessuno ha risposto"


def test_nothing_of_the_senders_is_in_it(mailbox, now):
    arrive(
        mailbox, now, sender="Vinci www.win.example <giulia@customer.example>", subject="SUBJ", text="BODY"
    )

    kept = str(Delivery.objects.get().parts)
    assert not [words for words in ("SUBJ", "BODY", "Vinci", "win.example") if words in kept]


@pytest.mark.parametrize(
    "verdict",
    [
        "mx.evil.example; dmarc=pass",
        "mx.lumiera.example; dmarc=fail",
        "mx.lumiera.example; spf=pass smtp.mailfrom=dmarc=pass",
        "mx.lumiera.example",
        "",
    ],
)
def test_unproved_sender_gets_none(mailbox, now, verdict):
    headers = (("Authentication-Results", verdict),) if verdict else ()
    assert arrive(mailbox, now, headers=headers).outcome == "stored"

    assert not Delivery.objects.exists()


def test_confirmed_sender_gets_one_without_any_verdict(mailbox, now):
    arrive(mailbox, now, headers=())
    assert not Delivery.objects.exists()
    ContactPoint.objects.update(verified_at=now)

    arrive(mailbox, now, headers=(), message_id="<2@customer.example>", subject="Un'altra domanda")
    assert [delivery.recipient for delivery in Delivery.objects.all()] == ["giulia@customer.example"]


def test_confirmed_sender_that_mail_no_longer_reaches_gets_none(mailbox, now):
    arrive(mailbox, now, headers=())
    ContactPoint.objects.update(verified_at=now, undeliverable_at=now)

    arrive(mailbox, now, headers=(), message_id="<2@customer.example>", subject="Un'altra domanda")
    assert not Delivery.objects.exists()


def test_verdict_below_the_top_one_counts_for_nothing(mailbox, now):
    headers = (("Authentication-Results", "mx.lumiera.example; dmarc=fail"), *PROVED)
    arrive(mailbox, now, headers=headers)

    assert not Delivery.objects.exists()


def test_one_an_hour_and_five_a_day(mailbox, now):
    for hour in range(8):
        for number in range(3):
            arrive(
                mailbox,
                now + timedelta(hours=hour, minutes=number),
                message_id=f"<{hour}-{number}@customer.example>",
                subject=f"Domanda {hour} {number}",
            )

    assert Delivery.objects.count() == 5


def test_twenty_a_minute_for_everybody(mailbox, now):
    for number in range(25):
        arrive(mailbox, now, sender=f"p{number}@customer.example", message_id=f"<{number}@customer.example>")

    assert Delivery.objects.count() == 20


@pytest.mark.parametrize(
    "headers",
    [
        (("Auto-Submitted", "auto-replied"),),
        (("Precedence", "bulk"),),
        (("Precedence", "junk"),),
        (("List-Id", "<news.example>"),),
        (("X-Auto-Response-Suppress", "All"),),
        (("Return-Path", "<>"),),
        (("X-Aiuto-Loop", "1"),),
    ],
)
def test_machines_get_none(mailbox, now, headers):
    arrive(mailbox, now, headers=(*PROVED, *headers))

    assert not Delivery.objects.exists()


@pytest.mark.parametrize(
    "sender",
    [
        "mailer-daemon@customer.example",
        "postmaster@x.example",
        "no-reply@x.example",
        "assistenza@lumiera.example",
    ],
)
def test_addresses_of_machines_and_our_own_get_none(mailbox, now, sender):
    arrive(mailbox, now, sender=sender)

    assert not Delivery.objects.exists()


def test_desk_that_does_not_want_it_sends_none(mailbox, now):
    Desk.objects.update(acknowledge=False)
    mailbox.refresh_from_db()
    arrive(mailbox, now)

    assert not Delivery.objects.exists()


def test_mailbox_whose_answers_wait_has_none_waiting_either(mailbox, now):
    Mailbox.objects.update(sends=False)
    mailbox.refresh_from_db()
    arrive(mailbox, now)
    assert not Delivery.objects.exists()


def test_two_desks_and_a_rude_responder_exchange_at_most_three(mailbox, now):
    """The responder answers each mail with a new one, without any header that tells."""
    other = Mailbox.objects.create(
        desk=Desk.objects.create(name="Altra", acknowledge=True), address="aiuto@altra.example"
    )
    boxes = {box.address: box for box in (mailbox, other)}
    arrive(mailbox, now, sender="rude@bot.example")
    arrive(mailbox, now, sender=other.address, message_id="<a@altra.example>", subject="Una domanda")
    done = set()
    for step in range(30):
        moment = now + timedelta(minutes=step)
        for delivery in Delivery.objects.exclude(pk__in=done):
            done.add(delivery.pk)
            parts = Parts.from_json(delivery.parts)
            if box := boxes.get(delivery.recipient):
                raw = message_of(parts, content=lambda _: b"", date=moment)
                receive_message(raw, via="smtp", mailbox=box, now=moment)
            else:
                arrive(
                    boxes[parts.sender.email], moment, sender="rude@bot.example", subject=f"Re {step}",
                    message_id=f"<r{delivery.pk}@bot.example>", text=f"Auto {step}",
                )  # fmt: skip

    assert 1 <= Delivery.objects.count() <= 3
    assert Message.objects.filter(direction="in").count() >= 3
