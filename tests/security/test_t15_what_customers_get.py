"""T15: what leaves to customers is a list of fields that was agreed on; what is internal has words that never leave."""

import re
from dataclasses import fields
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from aiuto.channels.email.composing import message_of
from aiuto.files.queries import content
from aiuto.flows.add_note import add_note
from aiuto.flows.add_participant import add_participant
from aiuto.flows.ask_confirmation import ask_confirmation
from aiuto.flows.ask_helped import ask_helped
from aiuto.flows.assign import assign
from aiuto.flows.confirm_address import PURPOSE
from aiuto.flows.merge import merge
from aiuto.flows.open_recovery import Failure, open_recovery
from aiuto.flows.propose_compensation import Offer, propose_compensation
from aiuto.flows.receive_message import receive_message
from aiuto.flows.reply import reply
from aiuto.flows.save_draft import save_draft
from aiuto.flows.solve import solve
from aiuto.flows.tag import tag
from aiuto.flows.undo_send import undo_send
from aiuto.flows.upload import upload
from aiuto.flows.write_first import write_first
from aiuto.mime import read
from aiuto.outbox.models import Delivery
from aiuto.outbox.parts import File, Parts, Person
from aiuto.people import tokens
from aiuto.people.models import Role, Team, User
from aiuto.people.queries import default_desk
from aiuto.tickets.models import Direction, Message, Participant, Ticket
from tests.mails import mail

PARTS = {
    "sender", "to", "cc", "reply_to", "subject", "text", "html", "message_id", "in_reply_to", "references",
    "auto_submitted", "envelope_from", "files", "date",
}  # fmt: skip
HEADERS = {
    "from", "to", "cc", "reply-to", "subject", "date", "message-id", "in-reply-to", "references", "auto-submitted",
    "x-auto-response-suppress", "x-aiuto-loop", "content-type", "content-transfer-encoding", "mime-version",
}  # fmt: skip
PORTAL = {"page"}
SECRETS = (
    "nota-interna", "file-di-nota", "bozza-mai-inviata", "risposta-ripresa", "etichetta-nostra", "anna@lumiera.example",
    "Bassi", "nascosto@studio.example",
)  # fmt: skip


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def agent(db, now):
    desk = default_desk()
    desk.from_name, desk.signature, desk.acknowledge = "Lumiera", "Il servizio clienti", True
    desk.save()
    desk.mailboxes.create(address="assistenza@lumiera.example", reply_addresses_since=now)
    user = User.objects.create(
        email="anna@lumiera.example", name="Anna Bassi", role=Role.LEAD, created_at=now
    )
    Team.objects.get(desks=desk).members.add(user)
    return user


@pytest.fixture
def request_(agent, now, settings) -> Ticket:
    """A request with everything that stays inside on it."""
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(update={"aiuto_authserv_id": "mx.lumiera.example"})
    proved = ("Authentication-Results", "mx.lumiera.example; dmarc=pass")
    raw = mail(headers=(("Bcc", "nascosto@studio.example"), proved))
    reference = receive_message(raw, via="smtp", now=now).ticket
    by = {"user": agent, "now": now}
    slot = upload(
        reference,
        direction=Direction.NOTE,
        name="file-di-nota.txt",
        content_type="text/plain",
        data=b"x",
        **by,
    )
    add_note(reference, text="nota-interna", slots=(slot.slot,), **by)
    save_draft(reference, direction=Direction.OUT, text="bozza-mai-inviata", begun_after=None, **by)
    tag(reference, add=("etichetta-nostra",), **by)
    assign(reference, owner=agent.pk, **by)
    undo_send(reply(reference, text="risposta-ripresa", **by).pk, **by)
    return Ticket.objects.get(reference=reference)


def sent_to(recipient: str) -> list[bytes]:
    left = Delivery.objects.filter(recipient=recipient).exclude(state="undone").order_by("id")
    return [message_of(Parts.from_json(d.parts), content=content, date=d.created_at) for d in left]


def all_of(raw: bytes) -> str:
    """The bytes, and what they say once decoded."""
    letter = read(raw)
    names = [file.name for file in letter.attachments]
    return raw.decode("ascii") + letter.text + letter.html + letter.subject + letter.shown_from + str(names)


def check(raw: bytes, *besides: str) -> None:
    said = all_of(raw)
    assert {secret for secret in (*SECRETS, *besides) if secret in said} == set()
    head = raw.split(b"\r\n\r\n", 1)[0].decode()
    names = {
        line.partition(":")[0].lower() for line in head.split("\r\n") if not line.startswith((" ", "\t"))
    }
    assert names <= HEADERS


def test_fields_of_what_leaves_are_those_agreed_on():
    assert {field.name for field in fields(Parts)} == PARTS
    assert {field.name for field in fields(Person)} == {"email", "name"}
    assert {field.name for field in fields(File)} == {"sha256", "name", "content_type", "content_id"}


def test_pages_of_customers_are_those_looked_at_here():
    [portal] = [entry for entry in get_resolver().url_patterns if getattr(entry, "app_name", "") == "portal"]
    assert {pattern.name for pattern in portal.url_patterns} == PORTAL


def test_answer_tells_nothing_internal(request_, agent, now):
    later = now + timedelta(minutes=1)
    add_participant(request_.reference, email="paolo@studio.example", name="Paolo", user=agent, now=later)
    reply(request_.reference, user=agent, text="Buongiorno Giulia.", now=later, confirmed=True)

    tokens_of = dict(Participant.objects.values_list("contact_point__value", "token"))
    for recipient, other in (
        ("giulia@customer.example", "paolo@studio.example"),
        ("paolo@studio.example",) * 2,
    ):
        last = sent_to(recipient)[-1]
        others = [token for address, token in tokens_of.items() if address != recipient]
        check(last, *others)
        assert tokens_of[recipient] in all_of(last)
        assert other in all_of(last)
    assert "Nuvola" not in all_of(sent_to("paolo@studio.example")[-1])


def test_acknowledgement_first_mail_and_question_tell_nothing_internal(request_, agent, now):
    point = Participant.objects.get().contact_point
    ask_confirmation(point.pk, desk_id=request_.desk_id, user=agent, now=now)
    desk = request_.desk_id
    write_first(
        desk, to=point.value, name="G", subject="Il suo ordine", text="Buongiorno.", by=agent, now=now
    )

    sent = sent_to(point.value)
    assert len(sent) == 3
    for raw in sent:
        check(raw)


def test_question_whether_it_helped_tells_nothing_internal(request_, agent, now):
    reply(request_.reference, user=agent, text="Ecco.", now=now, confirmed=True)
    solve(request_.reference, user=agent, now=now)
    assert ask_helped(now=now + timedelta(days=1)) == 1
    check(sent_to("giulia@customer.example")[-1])


def test_two_choices_tell_nothing_internal(request_, agent, now):
    reply(request_.reference, user=agent, text="Ecco.", now=now, confirmed=True)
    recovery = open_recovery(request_.reference, Failure(what="nota-interna"), user=agent, now=now)
    offer = Offer(
        kind="gift",
        amount=Decimal(9),
        other="voucher",
        other_amount=Decimal(8),
        why="nota-interna",
        by_page=True,
    )
    propose_compensation(recovery.pk, offer, user=agent, now=now)
    last = sent_to("giulia@customer.example")[-1]
    check(last)
    page = Client().get(re.search(r"/p/[^/\s]+/", all_of(last))[0])
    assert page.status_code == 200
    assert {secret for secret in (*SECRETS, "Giulia", request_.subject) if secret in page.text} == set()


def test_what_a_merged_request_said_stays_with_who_said_it(request_, agent, now):
    """Two customers wrote about the same thing: each gets the answer, none the other's words."""
    other = mail(
        sender="Altro <altro-cliente@x.example>",
        subject="Altra",
        message_id="<o@x.example>",
        text="parole-di-altri",
    )
    second = receive_message(other, via="smtp", now=now + timedelta(minutes=1)).ticket
    add_note(second, user=agent, text="nota-interna", now=now)
    later = now + timedelta(minutes=2)
    merge(second, into=request_.reference, user=agent, now=later)
    reply(request_.reference, user=agent, text="Ecco.", now=later, confirmed=True)

    last = all_of(sent_to("giulia@customer.example")[-1])
    assert "parole-di-altri" not in last
    assert "nota-interna" not in last
    assert "Nuvola" not in all_of(sent_to("altro-cliente@x.example")[-1])


def test_customers_page_tells_nothing_internal(request_, now):
    value = {"contact_point": Participant.objects.get().contact_point_id, "desk": request_.desk_id}
    token = tokens.issue(PURPOSE, value, until=now + timedelta(hours=1))
    page = Client().get(f"/p/{token}/")
    told = page.text
    assert page.status_code == 200
    for secret in (*SECRETS, "Giulia", "Nuvola", request_.reference, request_.subject):
        assert secret not in told


def test_no_message_of_ours_is_a_note_that_leaves(request_):
    notes = set(Message.objects.filter(direction=Direction.NOTE).values_list("pk", flat=True))
    assert notes
    assert not Delivery.objects.filter(message__in=notes).exists()
