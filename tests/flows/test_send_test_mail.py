"""A mailbox writes to itself, and answers get addresses of their own once that has come back."""

from datetime import timedelta

import pytest

from aiuto.channels.email.composing import message_of
from aiuto.flows.receive_message import receive_message
from aiuto.flows.send_test_mail import send_test_mail
from aiuto.intake.models import Mailbox
from aiuto.outbox.parts import Parts
from aiuto.people.errors import NotAllowed
from aiuto.people.models import Role, User
from aiuto.tickets.errors import NotFound


@pytest.fixture
def admin(desk, now) -> User:
    return User.objects.create(email="ada@lumiera.example", name="Ada", role=Role.ADMIN, created_at=now)


def test_mail_that_comes_back_proves_reply_addresses(admin, now):
    mailbox = Mailbox.objects.get()
    delivery = send_test_mail(mailbox.pk, user=admin, now=now)
    parts = Parts.from_json(delivery.parts)
    raw = message_of(parts, content=lambda _: b"", date=now)
    assert Mailbox.objects.get().reply_addresses_since is None
    later = now + timedelta(seconds=9)
    receive_message(raw, via="smtp", envelope_to=(delivery.recipient,), now=later)
    assert Mailbox.objects.get().reply_addresses_since == later


def test_mail_read_by_imap_shows_its_address_in_to_alone(admin, now):
    mailbox = Mailbox.objects.get()
    delivery = send_test_mail(mailbox.pk, user=admin, now=now)
    raw = message_of(Parts.from_json(delivery.parts), content=lambda _: b"", date=now)
    receive_message(raw, via="imap", mailbox=Mailbox.objects.get(), position=(1, 1), now=now)
    assert Mailbox.objects.get().reply_addresses_since == now


def test_mail_with_another_token_proves_nothing(admin, now):
    mailbox = Mailbox.objects.get()
    first = send_test_mail(mailbox.pk, user=admin, now=now)
    send_test_mail(mailbox.pk, user=admin, now=now)
    raw = message_of(Parts.from_json(first.parts), content=lambda _: b"", date=now)
    receive_message(raw, via="smtp", envelope_to=(first.recipient,), now=now)
    assert Mailbox.objects.get().reply_addresses_since is None


def test_only_who_manages_people_may(agent, admin, now):
    with pytest.raises(NotAllowed):
        send_test_mail(Mailbox.objects.get().pk, user=agent, now=now)
    with pytest.raises(NotFound):
        send_test_mail(999, user=admin, now=now)
