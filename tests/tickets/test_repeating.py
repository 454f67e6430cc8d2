"""A form that is sent twice, by an impatient finger or a slow line, is said once."""

from datetime import timedelta

import pytest

from aiuto.customers.models import Customer
from aiuto.flows.note_contact import Spoken, Subject, Who, note_contact
from aiuto.flows.undo_send import undo_send
from aiuto.flows.write_first import write_first
from aiuto.intake.models import Mailbox
from aiuto.outbox.models import Delivery
from aiuto.people.models import Desk, Team, User
from aiuto.people.queries import default_desk
from aiuto.tickets.errors import NoMailbox
from aiuto.tickets.models import Message, Ticket
from aiuto.tickets.repeating import WITHIN


@pytest.fixture
def desk(db):
    Mailbox.objects.create(desk=default_desk(), address="assistenza@lumiera.example")
    return default_desk()


@pytest.fixture
def anna(desk, now):
    return person(desk, "anna", now)


@pytest.fixture
def write(desk, anna, now):
    def write(**given):
        asked = {"to": "giulia@customer.example", "name": "Giulia", "subject": "La lampada", "by": anna}
        return write_first(desk.pk, **asked | {"text": "È arrivata?", "now": now} | given)

    return write


@pytest.fixture
def note(desk, anna, now):
    def note(*, text="Chiede della lampada.", after=timedelta(), **who):
        spoken = Spoken(channel="phone", direction="in", at=now, text=text)
        about = Subject(desk=desk.pk, subject="La lampada")
        return note_contact(spoken, who=Who(**who), about=about, user=anna, now=now + after)

    return note


def person(desk, name, now):
    user = User.objects.create(email=f"{name}@lumiera.example", name=name.title(), created_at=now)
    Team.objects.get(desks=desk).members.add(user)
    return user


def test_first_mail_written_twice_is_one_request_and_one_delivery(write, now):
    assert write() == write(to=" Giulia@Customer.example", now=now + timedelta(seconds=3))
    assert (Ticket.objects.count(), Delivery.objects.count()) == (1, 1)


def test_first_mail_to_another_in_the_same_words_is_another(write):
    first, other = write(), write(to="paolo@customer.example")
    assert first.ticket != other.ticket
    assert write() == first
    assert {each.recipient for each in Delivery.objects.all()} == {
        "giulia@customer.example",
        "paolo@customer.example",
    }


def test_first_mail_of_a_colleague_in_the_same_words_is_another(write, desk, now):
    assert write().ticket != write(by=person(desk, "bruno", now)).ticket


def test_first_mail_said_again_later_is_another(write, now):
    assert write().ticket != write(now=now + WITHIN).ticket


def test_first_mail_taken_back_may_be_written_again(write, anna, now):
    first = write()
    undo_send(first.pk, user=anna, now=now)
    assert write(now=now + timedelta(seconds=5)).ticket != first.ticket


def test_call_noted_twice_is_one_contact_of_one_customer(note):
    first = note(name="Giulia Neri")
    assert note(name="Giulia Neri", after=timedelta(seconds=3)) == first
    assert (Ticket.objects.count(), Message.objects.count(), Customer.objects.count()) == (1, 1, 1)


def test_call_of_another_in_the_same_words_is_another(note):
    assert note(name="Giulia Neri").ticket != note(name="Paolo Riva").ticket


def test_first_mail_that_could_not_be_written_is_written_at_the_next_press(write, desk):
    Mailbox.objects.update(desk=Desk.objects.create(name="Lampade"))
    with pytest.raises(NoMailbox):
        write()
    Mailbox.objects.update(desk=desk)
    assert write().ticket == Ticket.objects.get()
