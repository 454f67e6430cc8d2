"""Calls and visits by hand: a message like any other."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from aiuto.customers.errors import BelongsToAnother, NoSuchCustomer
from aiuto.customers.models import ContactPoint, Customer
from aiuto.flows.change_customer import change_customer
from aiuto.flows.close import close
from aiuto.flows.note_contact import Spoken, Subject, Who, note_contact
from aiuto.flows.reply import reply
from aiuto.flows.solve import solve
from aiuto.flows.undo_send import undo_send
from aiuto.intake.models import Mailbox
from aiuto.journal.models import Event
from aiuto.outbox.models import Delivery
from aiuto.outbox.parts import Parts
from aiuto.tickets import errors
from aiuto.tickets.models import Link, Message, Participant, Ticket
from aiuto.tickets.queries.search import search

TEXT = "Chiede quando arriva il trasformatore nuovo. Le ho promesso una risposta per domani."


@pytest.fixture
def note(desk, agent, now):
    """Note a call: `note(then=…, about=ticket.reference, phone=…, …)`."""

    def note(
        *, then="open", about=None, text=TEXT, at=now, channel="phone", direction="in", seconds=300, **who
    ):
        spoken = Spoken(channel=channel, direction=direction, at=at, text=text, seconds=seconds)
        about = about or Subject(desk=desk.pk, subject="Trasformatore")
        return note_contact(spoken, who=Who(**who), about=about, user=agent, now=now, then=then)

    return note


def test_note_contact_opens_a_request(note, agent, now):
    message = note(name="Giulia Neri", phone="347 1234567", at=now - timedelta(minutes=10))

    ticket = message.ticket
    assert (message.channel, message.direction, message.seconds, message.author) == (
        "phone",
        "in",
        300,
        agent,
    )
    assert (message.from_name, message.shown_from) == ("Giulia Neri", "+39 347 123 4567")
    assert (ticket.subject, ticket.state, ticket.owner, ticket.channel) == (
        "Trasformatore",
        "open",
        agent,
        "phone",
    )
    assert ticket.waiting_since == now - timedelta(minutes=10)
    assert ticket.customer.contact_points.get().value == "+393471234567"
    kinds = list(Event.objects.filter(ticket=ticket.pk).order_by("id").values_list("kind", flat=True))
    assert kinds == ["ticket.opened", "ticket.assigned", "promise.made"]
    assert Event.objects.get(kind="ticket.opened").actor_id == agent.pk


def test_note_contact_needs_no_mailbox(note):
    Mailbox.objects.all().delete()
    note(name="Giulia", phone="347 1234567")
    note(direction="out", phone="347 1234567")
    assert Ticket.objects.count() == 2
    assert not Delivery.objects.exists()


def test_note_contact_is_in_search(note, agent):
    message = note(name="Giulia", phone="347 1234567")
    assert [hit.message for hit in search(agent, "trasformatori").hits] == [message.pk]


@pytest.mark.parametrize(
    ("direction", "then", "state", "waits"),
    [
        ("in", "open", "open", True),
        ("in", "waiting", "waiting", False),
        ("in", "solved", "solved", False),
        ("out", "open", "open", False),
        ("out", "waiting", "waiting", False),
        ("out", "solved", "solved", False),
    ],
)
def test_note_contact_joins_and_leaves_the_request_as_the_agent_says(
    note, ticket, now, direction, then, state, waits
):
    message = note(about=ticket.reference, direction=direction, then=then)
    ticket.refresh_from_db()
    assert message.ticket == ticket
    assert (ticket.state, ticket.waiting_since is not None, ticket.turn_at is not None) == (
        state,
        waits,
        then == "open",
    )
    assert (ticket.solved_at is not None) == (state == "solved")


@pytest.mark.parametrize(("then", "waits"), [("open", True), ("waiting", False), ("solved", False)])
def test_note_contact_opens_as_the_agent_says(note, then, waits):
    ticket = note(name="Giulia", then=then).ticket
    ticket.refresh_from_db()
    assert (ticket.state, ticket.waiting_since is not None) == (then, waits)


def test_note_contact_reopens_a_solved_request(note, ticket, agent, now):
    solve(ticket.reference, user=agent, now=now)
    note(about=ticket.reference)
    ticket.refresh_from_db()
    assert (ticket.state, ticket.solved_at, ticket.waiting_since) == ("open", None, now)


def test_note_contact_on_a_closed_request_opens_one_that_follows(note, ticket, agent, now):
    solve(ticket.reference, user=agent, now=now)
    close(ticket.reference, user=agent, now=now)
    message = note(about=ticket.reference)
    assert message.ticket != ticket
    assert (message.ticket.customer, message.ticket.subject) == (ticket.customer, ticket.subject)
    assert Link.objects.get().kind == "follows"


def test_note_contact_late_leaves_waiting_what_was_asked_after_it(note, ticket, now):
    note(about=ticket.reference, direction="out", at=now - timedelta(hours=1))
    ticket.refresh_from_db()
    assert (ticket.waiting_since, ticket.last_message_at) == (now, now)


def test_note_contact_knows_people_by_number_and_address(note, ticket):
    by_mail = note(email="GIULIA@customer.example", phone="347 1234567")
    assert by_mail.ticket.customer == ticket.customer
    by_phone = note(phone="+39 347 1234567", name="A different name")
    assert by_phone.ticket.customer == ticket.customer
    assert Customer.objects.count() == 1
    assert Customer.objects.get().name == "Giulia Neri"


def test_note_contact_answers_go_to_the_address_one_knows(note, ticket, agent, now):
    message = note(phone="347 1234567", customer=ticket.customer_id)
    assert Participant.objects.get(ticket=message.ticket).contact_point.value == "giulia@customer.example"
    reply(message.ticket.reference, user=agent, text="Arriva domani.", now=now)
    assert Delivery.objects.get().recipient == "giulia@customer.example"


def test_note_contact_is_never_quoted_to_the_customer(note, ticket, agent, now):
    note(about=ticket.reference, text="Molto scortese, forse minaccia una causa.", phone="347 1234567")
    reply(ticket.reference, user=agent, text="Arriva domani.", now=now + timedelta(minutes=1))
    parts = Parts.from_json(Delivery.objects.get().parts)
    assert "scortese" not in parts.text + parts.html


def test_note_contact_without_an_address_locks_the_reply_until_one_is_set(note, agent, now):
    ticket = note(name="Giulia Neri", channel="visit").ticket
    assert (ticket.customer.name, ticket.reply_locked) == ("Giulia Neri", True)
    with pytest.raises(errors.Locked):
        reply(ticket.reference, user=agent, text="Arriva domani.", now=now)

    change_customer(ticket.reference, email="giulia@customer.example", name="", user=agent, now=now)

    ticket.refresh_from_db()
    assert (ticket.customer.name, Customer.objects.count()) == ("Giulia Neri", 1)
    reply(ticket.reference, user=agent, text="Arriva domani.", now=now)
    assert Delivery.objects.get().recipient == "giulia@customer.example"


def test_note_contact_of_somebody_else_leaves_the_customer_as_they_are(note, ticket):
    message = note(about=ticket.reference, name="Paolo, il vicino", phone="02 7654321")
    ticket.refresh_from_db()
    assert ticket.customer.name == "Giulia Neri"
    assert message.from_name == "Paolo, il vicino"
    assert message.contact_point.customer != ticket.customer
    assert Participant.objects.filter(ticket=ticket).count() == 1


def test_note_contact_of_nobody_named(note):
    ticket = note().ticket
    assert (ticket.customer, ticket.reply_locked) == (None, True)


def test_note_contact_is_named_by_what_was_said_when_nothing_names_it(note, desk):
    ticket = note(about=Subject(desk=desk.pk), text="Vuole\n\nuna   fattura.").ticket
    assert ticket.subject == "Vuole una fattura."


@pytest.mark.parametrize("email", ["giulia@customer.example"])
def test_note_contact_refuses_the_address_of_another(note, ticket, email):
    marco = note(name="Marco").ticket.customer
    with pytest.raises(BelongsToAnother):
        note(customer=marco.pk, email=email)
    assert Message.objects.count() == 2
    assert ContactPoint.objects.count() == 1


def test_note_contact_cannot_be_taken_back_like_a_mail(note, ticket, agent, now):
    message = note(about=ticket.reference, direction="out")
    with pytest.raises(errors.TooLate):
        undo_send(message.pk, user=agent, now=now)
    message.refresh_from_db()
    assert message.withdrawn_at is None


def test_note_contact_refuses_what_cannot_be(note, ticket, desk, agent, outsider, now):
    with pytest.raises(errors.Empty):
        note(text="  \n")
    for at in (now + timedelta(hours=1), now - timedelta(days=400)):
        with pytest.raises(errors.BadMoment):
            note(at=at)
    with pytest.raises(NoSuchCustomer):
        note(customer=10**9)
    spoken = Spoken(channel="phone", direction="in", at=now, text=TEXT)
    for about in (ticket.reference, Subject(desk=desk.pk)):
        with pytest.raises(errors.NotFound):
            note_contact(spoken, who=Who(), about=about, user=outsider, now=now)
    assert Message.objects.count() == 1


def test_two_agents_note_the_same_new_number_at_once(transactional_db, desk, agent, colleague, now):
    ready = threading.Barrier(2)

    def note(user):
        spoken = Spoken(channel="phone", direction="in", at=now, text=TEXT)
        ready.wait()
        try:
            note_contact(
                spoken,
                who=Who(phone="347 1234567", name="Giulia"),
                about=Subject(desk=desk.pk),
                user=user,
                now=now,
            )
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(note, (agent, colleague)))
    assert (Customer.objects.count(), ContactPoint.objects.count(), Ticket.objects.count()) == (1, 1, 2)
