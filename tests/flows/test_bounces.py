"""What comes back marks the delivery and the address, and brings the request to an agent."""

import pytest

from aiuto.customers.models import ContactPoint
from aiuto.flows.add_participant import add_participant
from aiuto.flows.receive_message import receive_message
from aiuto.flows.reply import reply
from aiuto.flows.retry_delivery import retry_delivery
from aiuto.outbox.models import Delivery
from aiuto.tickets import errors
from aiuto.tickets.models import Message


def bounce(message_id: str, recipient: str, *, action: str = "failed", status: str = "5.1.1") -> bytes:
    return f"""Return-Path: <>
From: Mail Delivery System <MAILER-DAEMON@mx.example>
To: assistenza@lumiera.example
Subject: Undelivered Mail Returned to Sender
Message-ID: <b-{action}-{recipient}>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; {recipient}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 No such user here

--B
Content-Type: message/rfc822

Message-ID: <{message_id}>
From: assistenza@lumiera.example
To: {recipient}
Subject: Re: La lampada

Testo
--B--
""".replace("\n", "\r\n").encode()


@pytest.fixture
def sent(ticket, agent, now) -> Message:
    message = reply(ticket.reference, user=agent, text="Eccoci", now=now, then="waiting")
    Delivery.objects.update(state="sent", sent_at=now)
    return message


def come_back(desk, now, message, recipient="giulia@customer.example", **parts):
    raw = bounce(message.message_id, recipient, **parts)
    return receive_message(raw, via="pipe", desk=desk, now=now, envelope_from="")


def test_lists_show_the_customers_words_whoever_spoke_since(sent, ticket, desk, now):
    words = ticket.excerpt
    come_back(desk, now, sent)
    ticket.refresh_from_db()
    assert (ticket.excerpt, bool(words)) == (words, True)


def test_bounce_marks_delivery_and_address_and_opens_the_request(sent, ticket, desk, now):
    receipt = come_back(desk, now, sent)

    delivery = Delivery.objects.get()
    assert delivery.state == "bounced"
    assert "No such user here" in delivery.last_error
    point = ContactPoint.objects.get(value="giulia@customer.example")
    assert point.undeliverable_at == now
    assert "No such user here" in point.undeliverable_reason
    ticket.refresh_from_db()
    assert receipt.ticket == ticket.reference
    assert (ticket.state, ticket.waiting_since) == ("open", now)
    assert "bounce" in Message.objects.get(pk=receipt.message).marks


def test_only_the_recipient_that_bounced_is_marked(ticket, agent, desk, now):
    add_participant(ticket.reference, email="paolo@studio.example", name="Paolo", user=agent, now=now)
    message = reply(ticket.reference, user=agent, text="Eccoci", now=now)
    Delivery.objects.update(state="sent")
    come_back(desk, now, message, "paolo@studio.example")

    states = dict(Delivery.objects.values_list("recipient", "state"))
    assert states == {"giulia@customer.example": "sent", "paolo@studio.example": "bounced"}


def test_delay_is_no_bounce(sent, desk, now):
    come_back(desk, now, sent, action="delayed", status="4.4.1")

    assert Delivery.objects.get().state == "sent"
    assert ContactPoint.objects.get(value="giulia@customer.example").undeliverable_at is None


def test_bounce_of_an_unknown_message_marks_nothing_and_is_kept(sent, desk, now):
    raw = bounce("forged@evil.example", "giulia@customer.example")
    receipt = receive_message(raw, via="pipe", desk=desk, now=now)

    assert receipt.outcome == "stored"
    assert Delivery.objects.get().state == "sent"


def test_bounced_delivery_can_be_sent_again(sent, desk, agent, now):
    come_back(desk, now, sent)
    delivery = retry_delivery(Delivery.objects.get().pk, user=agent, now=now)

    assert delivery.state == "queued"
    with pytest.raises(errors.TooLate):
        retry_delivery(delivery.pk, user=agent, now=now)


def test_delivery_of_anothers_desk_is_not_found(sent, desk, outsider, now):
    come_back(desk, now, sent)

    with pytest.raises(errors.NotFound):
        retry_delivery(Delivery.objects.get().pk, user=outsider, now=now)
