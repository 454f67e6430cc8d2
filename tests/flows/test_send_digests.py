"""One mail to each person of what they have not read, in their language and by the outbox."""

from datetime import UTC, datetime

import pytest

from aiuto.flows import send_digests as flow
from aiuto.flows.send_digests import send_digests
from aiuto.journal.actors import SYSTEM, person
from aiuto.journal.models import Event
from aiuto.notices.choosing import Wishes, choose
from aiuto.notices.models import Every, Kind, Notice
from aiuto.notices.queries import unread
from aiuto.notices.telling import tell
from aiuto.notices.ways import DEFAULTS, Ways
from aiuto.outbox.models import Delivery
from aiuto.outbox.sending import bury
from aiuto.people.models import User
from aiuto.tickets.models import Ticket
from tests.flows.conftest import ticket_of

MORNING = datetime(2026, 3, 3, 7, 0, tzinfo=UTC)
GATHERED = DEFAULTS | {Kind.CUSTOMER_WROTE: Ways(in_app=True, in_browser=False, in_digest=True)}


@pytest.fixture(autouse=True)
def _our_backend(settings):
    settings.EMAIL_BACKEND = "aiuto.outbox.backend.DeliveryBackend"


@pytest.fixture
def reader(agent, now):
    return _wishes_mail(agent, now)


def _wishes_mail(user, now):
    user.language, user.time_zone = "it", "Europe/Rome"
    user.save()
    return choose(user, Wishes(GATHERED, Every.DAY), by=person(user.pk), now=now)


def _wrote(user, ticket, now):
    tell([user.pk], kind=Kind.CUSTOMER_WROTE, ticket=ticket.pk, by=SYSTEM, now=now)


def test_mail_says_what_waits_and_leads_there(reader, ticket, now):
    _wrote(reader, ticket, now)
    assert send_digests(now=MORNING) == 1

    delivery = Delivery.objects.get()
    parts = delivery.parts
    assert (delivery.recipient, parts["auto_submitted"], parts["envelope_from"]) == (
        reader.email,
        "auto-generated",
        "",
    )
    assert parts["subject"] == "Una richiesta ha novità per te"
    assert f"/tickets/{ticket.reference}/" in parts["text"]
    assert "La lampada non si accende" in parts["text"]
    assert "10:00" in parts["text"], "as the reader's own clock said it"
    assert Event.objects.get(kind="notices.mailed").data["person"] == reader.pk


def test_there_is_one_mail_a_day_and_each_notice_is_in_one(reader, ticket, now):
    _wrote(reader, ticket, now)

    assert [send_digests(now=MORNING), send_digests(now=MORNING)] == [1, 0]


def test_hundreds_are_one_mail_of_a_bounded_length(reader, arrive, now):
    for number in range(30):
        ticket = ticket_of(arrive(message_id=f"<{number}@x.example>", sender=f"c{number}@customer.example"))
        _wrote(reader, ticket, now)
    send_digests(now=MORNING)

    parts = Delivery.objects.get().parts
    assert parts["text"].count("/tickets/") == flow.LINES
    assert "E altre 10." in parts["text"]
    assert parts["subject"] == "30 novità per te"


def test_request_one_may_not_see_any_more_is_not_in_the_mail(reader, ticket, outsider, now):
    _wrote(reader, ticket, now)
    reader.teams.clear()
    assert send_digests(now=MORNING) == 0

    assert not Delivery.objects.exists()


def test_subject_with_lines_makes_no_header(reader, ticket, now):
    Ticket.objects.update(subject="Ciao\r\nBcc: altri@x.example")
    _wrote(reader, ticket, now)
    send_digests(now=MORNING)

    parts = Delivery.objects.get().parts
    assert "\n" not in parts["subject"]
    assert [to["email"] for to in parts["to"]] == [reader.email]


def test_what_goes_wrong_with_one_mail_holds_up_no_other(reader, colleague, ticket, now):
    """The first person's time zone is one that the house no longer knows."""
    _wishes_mail(colleague, now)
    for user in (reader, colleague):
        _wrote(user, ticket, now)
    User.objects.filter(pk=reader.pk).update(time_zone="Europa/Atlantide")
    assert send_digests(now=MORNING) == 1

    assert [delivery.recipient for delivery in Delivery.objects.all()] == [colleague.email]
    assert Notice.objects.get(user=reader).mailed_at is None
    assert unread(reader) == 1


def test_mail_that_dies_leaves_the_notice_in_the_list(reader, ticket, now):
    _wrote(reader, ticket, now)
    send_digests(now=MORNING)
    bury(Delivery.objects.get().pk, reason="550 no such user", now=MORNING)

    assert unread(reader) == 1
