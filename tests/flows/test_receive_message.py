"""What becomes of a mail that arrives."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from aiuto.customers.models import Customer
from aiuto.flows.receive_message import receive_message
from aiuto.intake.models import Mailbox, RawMail
from aiuto.journal.models import Event
from aiuto.people.models import Desk
from aiuto.tickets.models import Attachment, Link, Message, Ticket
from tests.flows.conftest import message_of, ticket_of
from tests.mails import mail


def test_mail_opens_ticket_with_customer_message_and_event(arrive, now):
    receipt = arrive()

    ticket, message = ticket_of(receipt), message_of(receipt)
    assert (receipt.outcome, receipt.reason) == ("stored", None)
    assert (ticket.state, ticket.subject) == ("new", "La lampada non si accende")
    assert (ticket.customer.name, ticket.waiting_since, ticket.language) == ("Giulia Neri", now, "it")
    assert (message.sender, message.direction) == ("giulia@customer.example", "in")
    assert "Nuvola" in message.text
    [event] = Event.objects.filter(ticket=ticket.pk)
    assert (event.kind, event.data["message"], event.actor_kind) == ("ticket.opened", message.pk, "customer")


def test_attachment_is_kept_under_its_name(arrive):
    receipt = arrive(attachments=(("foto.png", "image/png", b"\x89PNG lampada"),))

    attachment = Attachment.objects.get(message=receipt.message)
    assert (attachment.name, attachment.content_type, attachment.size) == ("foto.png", "image/png", 12)


def test_turn_is_counted_in_the_desks_working_hours(arrive, desk, now):
    desk.ceiling_minutes = 8 * 60
    desk.save()

    ticket = ticket_of(arrive())

    # Monday 10:00 in Rome; seven working hours are left that day, the eighth ends at 10:00 the next.
    assert ticket.turn_at == now + timedelta(hours=24)


def test_same_mail_again_names_the_first(arrive):
    first = arrive()
    second = arrive(headers=(("Received", "from elsewhere by here"), ("X-Spam-Level", "*")))

    assert (second.outcome, second.ticket, second.message) == ("duplicate", first.ticket, first.message)
    assert Message.objects.count() == 1
    assert list(RawMail.objects.order_by("id").values_list("outcome", flat=True)) == ["stored", "duplicate"]


def test_known_message_id_with_other_content_is_kept_and_marked(arrive):
    arrive()
    second = arrive(text="Testo diverso, stesso identificativo.")

    assert second.outcome == "stored"
    assert "known-message-id" in message_of(second).marks


def test_one_mail_to_two_desks_is_a_message_in_each_linked(arrive, desk, now):
    other = Desk.objects.create(name="Colleghi")
    first = arrive()
    second = receive_message(mail(), via="pipe", desk=other, now=now)

    assert second.outcome == "stored"
    assert ticket_of(second).desk == other
    [link] = Link.objects.all()
    assert (link.earlier.reference, link.later.reference) == (first.ticket, second.ticket)
    assert link.kind == "same_mail"


def test_desk_is_found_by_the_mailbox_written_to(desk, now):
    other = Desk.objects.create(name="Colleghi")
    Mailbox.objects.create(desk=other, address="interno@lumiera.example")

    receipt = receive_message(mail(to="Interno <Interno@Lumiera.example>"), via="pipe", now=now)

    assert ticket_of(receipt).desk == other


def test_mail_without_usable_sender_is_a_ticket_with_locked_reply(arrive):
    receipt = arrive(sender="")

    ticket = ticket_of(receipt)
    assert (ticket.customer, ticket.reply_locked) == (None, True)


def test_known_customer_stays_the_same_customer(arrive):
    arrive()
    arrive(sender="Giulia N. <GIULIA@customer.example>", message_id="<two@customer.example>", subject="Altro")

    assert Customer.objects.count() == 1
    assert Customer.objects.get().name == "Giulia Neri"


def test_same_subject_from_same_customer_is_linked_as_maybe_the_same(arrive):
    first = arrive()
    second = arrive(subject="Re: La lampada non si accende", message_id="<two@customer.example>")

    assert first.ticket != second.ticket
    [link] = Link.objects.all()
    assert (link.earlier.reference, link.later.reference, link.kind) == (
        first.ticket,
        second.ticket,
        "maybe_same",
    )


def test_answer_to_known_reference_joins_and_keeps_the_first_waiting_time(arrive, now):
    first = arrive()
    second = arrive(
        message_id="<two@customer.example>", references="<one@customer.example>", at=now + timedelta(hours=1)
    )

    assert second.ticket == first.ticket
    ticket = ticket_of(second)
    assert ticket.waiting_since == now
    assert ticket.last_message_at == now + timedelta(hours=1)


def test_answer_to_solved_ticket_opens_it_again(arrive):
    first = arrive()
    Ticket.objects.update(state="solved", waiting_since=None, turn_at=None)
    arrive(message_id="<two@customer.example>", references="<one@customer.example>")

    ticket = ticket_of(first)
    assert ticket.state == "open"
    assert ticket.waiting_since is not None


def test_answer_to_closed_ticket_opens_a_new_one_that_follows(arrive):
    first = arrive()
    Ticket.objects.update(state="closed", waiting_since=None)
    second = arrive(message_id="<two@customer.example>", references="<one@customer.example>")

    assert second.ticket != first.ticket
    assert Link.objects.get().kind == "follows"


def test_answer_to_merged_ticket_goes_to_its_target(arrive):
    first = arrive()
    target = arrive(message_id="<target@customer.example>", subject="Un'altra cosa")
    Ticket.objects.filter(reference=first.ticket).update(
        merged_into=ticket_of(target), state="closed", waiting_since=None
    )
    answer = arrive(message_id="<two@customer.example>", references="<one@customer.example>")

    assert answer.ticket == target.ticket


def test_automatic_reply_wakes_nobody(arrive):
    first = arrive()
    Ticket.objects.update(state="waiting", waiting_since=None, turn_at=None)
    second = arrive(
        message_id="<two@customer.example>",
        references="<one@customer.example>",
        headers=(("Auto-Submitted", "auto-replied"),),
    )

    assert second.ticket == first.ticket
    ticket = ticket_of(first)
    assert (ticket.state, ticket.waiting_since) == ("waiting", None)
    assert "automatic" in message_of(second).marks


@pytest.mark.parametrize("raw", [b"", b"\x00\xff" * 50, b"only words, no header at all"])
def test_what_is_not_mail_is_quarantined(desk, now, raw):
    receipt = receive_message(raw, via="pipe", desk=desk, now=now)

    assert (receipt.outcome, receipt.reason) == ("quarantined", "not-mail")
    assert RawMail.objects.get().blob.size == len(raw)


def test_unexpected_error_quarantines_and_loses_nothing(desk, now, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("aiuto.flows.receive_message.handle", fail)
    receipt = receive_message(mail(), via="pipe", desk=desk, now=now)

    assert (receipt.outcome, receipt.reason) == ("quarantined", "error")
    assert RawMail.objects.get().blob_id
    assert not Ticket.objects.exists()


def test_database_away_is_the_callers_to_answer(desk, now, monkeypatch):
    def away(*args, **kwargs):
        raise OperationalError("database is away")

    monkeypatch.setattr("aiuto.flows.receive_message.together", away)
    with pytest.raises(OperationalError):
        receive_message(mail(), via="pipe", desk=desk, now=now)
    assert not RawMail.objects.exists()


def test_cursor_of_the_mailbox_moves_with_the_message(desk, now):
    mailbox = Mailbox.objects.get()
    receive_message(mail(), via="imap", mailbox=mailbox, position=(7, 42), now=now)

    mailbox.refresh_from_db()
    assert (mailbox.uid_validity, mailbox.last_uid) == (7, 42)


def test_history_keeps_dates_and_is_solved(desk, now):
    receipt = receive_message(mail(), via="import", desk=desk, now=now, history=True)

    ticket = ticket_of(receipt)
    assert (ticket.state, ticket.waiting_since) == ("solved", None)
    assert ticket.created_at == now - timedelta(minutes=5)


@pytest.mark.parametrize(
    ("parts", "statements"),
    [
        ({}, 12),
        ({"attachments": (("a.pdf", "application/pdf", b"%PDF"),), "references": "<x@y.example>"}, 13),
    ],
)
def test_mail_costs_few_statements(desk, now, parts, statements):
    """The law is fifteen; begin and commit are not counted."""
    with CaptureQueriesContext(connection) as queries:
        receive_message(mail(**parts), via="pipe", desk=desk, now=now)

    counted = [
        q["sql"] for q in queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))
    ]
    assert len(counted) == statements


def test_a_mailboxes_test_mail_to_itself_asks_nobody_for_anything(desk, now):
    mailbox = Mailbox.objects.get()
    raw = mail(sender=mailbox.address, to=mailbox.address, headers=(("Auto-Submitted", "auto-generated"),))
    receipt = receive_message(raw, via="imap", mailbox=mailbox, now=now)

    assert ticket_of(receipt).state == "solved"
