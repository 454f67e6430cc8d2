"""Out of the quarantine by a person's hand."""

from datetime import timedelta

import pytest

from aiuto.files.models import Blob
from aiuto.flows.hold_as_spam import hold_as_spam
from aiuto.flows.receive_message import receive_message
from aiuto.flows.release_quarantined import release_quarantined
from aiuto.intake.errors import CannotBeRead, NotInQuarantine
from aiuto.intake.models import RawMail
from aiuto.journal.models import Event
from aiuto.tickets.models import Message, Ticket

CODE = {
    "subject": "Your login code",
    "text": "Your verification code: 482913",
    "message_id": "<code@service.example>",
}


@pytest.fixture
def held(arrive) -> RawMail:
    assert arrive(**CODE).outcome == "quarantined"
    return RawMail.objects.get()


def test_released_mail_is_a_message_from_the_moment_it_arrived(held, agent, now):
    later = now + timedelta(days=2)
    message = release_quarantined(held.pk, user=agent, now=later)

    held.refresh_from_db()
    assert (held.outcome, held.released_at) == ("stored", later)
    assert (message.subject, message.at, message.stored_at, message.raw_mail) == (
        "Your login code", now, later, held,
    )  # fmt: skip
    assert (message.ticket.state, message.ticket.waiting_since) == ("new", now)
    released = Event.objects.get(kind="mail.stored")
    assert (released.actor_kind, released.actor_id, released.at) == ("person", agent.pk, later)


def test_released_mail_keeps_its_attachments(arrive, agent, now):
    arrive(**CODE, attachments=(("a.txt", "text/plain", b"A file that is worth keeping."),))
    message = release_quarantined(RawMail.objects.get().pk, user=agent, now=now)
    assert message.attachments.get().name == "a.txt"
    assert Blob.objects.count() == 2


def test_released_twice_or_by_an_outsider_is_not_there(held, agent, outsider, now):
    with pytest.raises(NotInQuarantine):
        release_quarantined(held.pk, user=outsider, now=now)
    release_quarantined(held.pk, user=agent, now=now)
    with pytest.raises(NotInQuarantine):
        release_quarantined(held.pk, user=agent, now=now)
    assert Message.objects.count() == 1


def test_same_mail_after_its_release_is_a_duplicate_of_the_message(held, arrive, agent, now):
    message = release_quarantined(held.pk, user=agent, now=now)
    receipt = arrive(**CODE)
    assert (receipt.outcome, receipt.message) == ("duplicate", message.pk)


def test_mail_over_the_limits_stays_held(desk, agent, now):
    raw = b"From: a@b.example\r\nSubject: many\r\n\r\n" + b"\n" * 1_000_001
    receipt = receive_message(raw, via="pipe", desk=desk, now=now)
    assert (receipt.outcome, receipt.reason) == ("quarantined", "too-many-lines")
    with pytest.raises(CannotBeRead):
        release_quarantined(RawMail.objects.get().pk, user=agent, now=now)
    assert RawMail.objects.get().outcome == "quarantined"
    assert not Ticket.objects.exists()


def test_spam_stays_held_and_can_come_back(held, agent, outsider, now):
    with pytest.raises(NotInQuarantine):
        hold_as_spam(held.pk, user=outsider, now=now)
    assert hold_as_spam(held.pk, user=agent, now=now).reason == "spam"
    assert hold_as_spam(held.pk, spam=False, user=agent, now=now).reason == "held"
    assert release_quarantined(held.pk, user=agent, now=now).subject == "Your login code"
    kinds = Event.objects.filter(kind__startswith="mail.").order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["mail.quarantined", "mail.quarantined", "mail.quarantined", "mail.stored"]
