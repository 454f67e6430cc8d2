"""Django's own mail leaves by the outbox."""

import pytest
from django.core.mail import EmailMultiAlternatives, send_mail
from django.db import transaction

from aiuto.outbox.models import Delivery
from aiuto.outbox.parts import Parts

pytestmark = pytest.mark.django_db


def sent() -> list[tuple[str, Parts]]:
    return [(d.recipient, Parts.from_json(d.parts)) for d in Delivery.objects.order_by("id")]


@pytest.fixture(autouse=True)
def _our_backend(settings):
    settings.EMAIL_BACKEND = "aiuto.outbox.backend.DeliveryBackend"


def test_mail_is_a_delivery_marked_as_written_by_no_human():
    assert send_mail("Password", "Ecco il link", "Aiuto <aiuto@lumen.example>", ["Anna@lumen.example"]) == 1

    [(recipient, parts)] = sent()
    assert recipient == "anna@lumen.example"
    assert (parts.sender.email, parts.sender.name) == ("aiuto@lumen.example", "Aiuto")
    assert (parts.auto_submitted, parts.envelope_from) == ("auto-generated", "")
    assert (parts.subject, parts.text, parts.html) == ("Password", "Ecco il link", "")


def test_each_recipient_gets_one_of_the_same_identity_and_bcc_is_not_shown():
    message = EmailMultiAlternatives(
        "s", "t", "aiuto@lumen.example", ["a@lumen.example"], cc=["b@lumen.example"], bcc=["c@hidden.example"]
    )
    message.attach_alternative("<p>t</p>", "text/html")
    message.send()

    deliveries = sent()
    assert [recipient for recipient, _ in deliveries] == [
        "a@lumen.example",
        "b@lumen.example",
        "c@hidden.example",
    ]
    assert len({parts.message_id for _, parts in deliveries}) == 1
    for _, parts in deliveries:
        assert parts.html == "<p>t</p>"
        assert "hidden.example" not in repr(parts)


def test_identity_tells_the_senders_domain_and_not_our_machine():
    send_mail("s", "t", "Aiuto <aiuto@lumen.example>", ["anna@lumen.example"])
    assert sent()[0][1].message_id.endswith("@lumen.example")


def test_nothing_leaves_when_the_change_does_not_happen():
    with transaction.atomic():
        send_mail("s", "t", "aiuto@lumen.example", ["anna@lumen.example"])
        transaction.set_rollback(True)
    assert sent() == []


def test_several_messages_are_counted():
    connection_messages = [("s", "t", "aiuto@lumen.example", [f"{n}@lumen.example"]) for n in range(3)]
    for message in connection_messages:
        send_mail(*message)
    assert len({parts.message_id for _, parts in sent()}) == 3
