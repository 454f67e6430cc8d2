"""T3, T4, T6, T8: who may join a request by mail, and what that changes."""

from datetime import timedelta

from aiuto.flows.receive_message import receive_message
from aiuto.flows.reply import reply
from aiuto.intake.models import Mailbox
from aiuto.outbox.models import Delivery
from aiuto.people.models import Desk, Team, User
from aiuto.people.queries import default_desk
from aiuto.tickets.models import Link, Message, Participant, Ticket
from tests.mails import mail

ATTACKER = "Mallory <mallory@evil.example>"


def arrive(now, **parts):
    return receive_message(mail(**parts), via="pipe", now=now, desk=default_desk())


def agent(now):
    Mailbox.objects.create(desk=default_desk(), address="assistenza@lumiera.example")
    user = User.objects.create(email="anna@lumiera.example", name="Anna", created_at=now)
    Team.objects.get(desks=default_desk()).members.add(user)
    return user


def test_stranger_with_known_references_gets_a_ticket_of_their_own(db, now):
    first = arrive(now)
    second = arrive(now, sender=ATTACKER, message_id="<m@evil.example>", references="<one@customer.example>")

    assert second.ticket != first.ticket
    assert Link.objects.get().kind == "maybe_same"
    assert Participant.objects.filter(ticket__reference=first.ticket).count() == 1


def test_subject_alone_never_joins(db, now):
    first = arrive(now)
    reference = f"Re: La lampada non si accende [{first.ticket}]"
    second = arrive(now, sender=ATTACKER, subject=reference, message_id="<m@evil.example>")

    assert second.ticket != first.ticket


def test_references_of_another_desk_never_join(db, now):
    arrive(now)
    other = Desk.objects.create(name="Colleghi", private=True)
    raw = mail(message_id="<two@customer.example>", references="<one@customer.example>")
    second = receive_message(raw, via="pipe", now=now, desk=other)

    assert Ticket.objects.get(reference=second.ticket).desk == other
    assert not Link.objects.exists()


def test_people_in_copy_become_no_participants(db, now):
    arrive(now, cc=ATTACKER)
    arrive(now, cc=ATTACKER, message_id="<two@customer.example>", references="<one@customer.example>")

    assert [p.contact_point.value for p in Participant.objects.all()] == ["giulia@customer.example"]


def test_token_appends_whoever_sends_it_and_adds_nobody(db, now):
    user = agent(now)
    first = arrive(now)
    token = Participant.objects.get().token
    second = arrive(
        now + timedelta(minutes=1),
        sender=ATTACKER,
        to=f"assistenza+{token}@lumiera.example",
        message_id="<m@evil.example>",
    )

    message = Message.objects.get(pk=second.message)
    assert second.ticket == first.ticket
    assert (message.marks, message.contact_point) == (["stranger"], None)
    assert message.sender == "mallory@evil.example"
    assert Participant.objects.count() == 1
    reply(first.ticket, user=user, text="Eccoci", now=now + timedelta(minutes=2))
    [delivery] = Delivery.objects.all()
    assert delivery.recipient == "giulia@customer.example"
    assert "mallory" not in str(delivery.parts)


def test_forged_token_opens_a_ticket_of_its_own(db, now):
    first = arrive(now)
    second = arrive(
        now, sender=ATTACKER, to=f"assistenza+{'0' * 26}@lumiera.example", message_id="<m@evil.example>"
    )

    assert second.outcome == "stored"
    assert second.ticket != first.ticket


def test_tokens_are_random_and_the_reference_opens_nothing(db, now):
    first = arrive(now)
    arrive(now, sender="Uno <uno@customer.example>", message_id="<u@customer.example>", subject="Uno")
    tokens = list(Participant.objects.values_list("token", flat=True))
    assert len(set(tokens)) == 2
    assert all(len(token) * 5 >= 128 for token in tokens)

    by_number = arrive(
        now, sender=ATTACKER, to=f"assistenza+{first.ticket}@lumiera.example", message_id="<m@evil.example>"
    )
    assert by_number.ticket != first.ticket


def test_customer_of_a_ticket_never_changes_because_of_a_mail(db, now):
    first = arrive(now)
    token = Participant.objects.get().token
    arrive(now, sender=ATTACKER, to=f"assistenza+{token}@lumiera.example", message_id="<m@evil.example>")
    arrive(
        now,
        sender='"Giulia Neri" <mallory@evil.example>',
        message_id="<n@evil.example>",
        headers=(("Reply-To", "mallory@evil.example"),),
    )

    ticket = Ticket.objects.get(reference=first.ticket)
    assert ticket.customer.contact_points.get().value == "giulia@customer.example"
    assert ticket.customer.name == "Giulia Neri"


def test_two_addresses_in_from_are_no_sender(db, now):
    receipt = arrive(now, sender="giulia@customer.example, mallory@evil.example")

    ticket = Ticket.objects.get(reference=receipt.ticket)
    assert (ticket.customer, ticket.reply_locked) == (None, True)


def test_own_control_headers_from_outside_change_nothing(db, now):
    first = arrive(now)
    second = arrive(
        now,
        sender=ATTACKER,
        message_id="<m@evil.example>",
        headers=(("X-Aiuto-Ticket", first.ticket), ("X-Aiuto-Desk", "Colleghi"), ("X-Aiuto-User", "1")),
    )

    assert second.ticket != first.ticket
    assert Ticket.objects.get(reference=second.ticket).desk == default_desk()
