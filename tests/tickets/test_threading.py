"""Where a mail belongs. That strangers never join is proved under security, T6."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aiuto.flows.receive_message import receive_message
from aiuto.mime import read
from aiuto.people.queries import default_desk
from aiuto.tickets.models import Participant, Ticket
from aiuto.tickets.threading import bare_subject, find_thread, target_of
from tests.mails import mail


@pytest.mark.parametrize(
    ("subject", "bare"),
    [
        ("Re: Lampada", "Lampada"),
        ("R: I: Fwd: Lampada", "Lampada"),
        ("RE[2]: rif: Lampada", "Lampada"),
        ("Inoltro: Re : Lampada", "Lampada"),
        ("Ricevuta: Lampada", "Ricevuta: Lampada"),
        ("Lampada: re", "Lampada: re"),
        ("  ", ""),
    ],
)
def test_reply_marks_go_and_words_stay(subject, bare):
    assert bare_subject(subject) == bare


@given(st.text("reREfwdi: []12x\n", max_size=60))
def test_bare_subject_stays_bare(subject):
    assert bare_subject(bare_subject(subject)) == bare_subject(subject)


@pytest.fixture
def first(db, now):
    receipt = receive_message(mail(), via="pipe", now=now)
    return Ticket.objects.get(reference=receipt.ticket)


def found(now, *, sender=None, **parts):
    letter = read(mail(**{"message_id": "<new@customer.example>", "subject": "Altro"} | parts))
    return find_thread(letter, desk=default_desk(), sender=sender, envelope_to=(), now=now)


def test_token_comes_before_references(first, now):
    other = receive_message(mail(message_id="<o@customer.example>", subject="Altra"), via="pipe", now=now)
    part = Participant.objects.get(ticket=first)
    to = f"assistenza+{part.token}@lumiera.example"
    thread = found(now, to=to, references="<o@customer.example>", sender=part.contact_point)
    assert other.ticket != first.reference
    assert (thread.ticket, thread.writer, thread.by_token) == (first.pk, part, True)


def test_reference_of_somebody_who_takes_part_joins(first, now):
    point = Participant.objects.get().contact_point
    thread = found(now, references="<x@y.example> <one@customer.example>", sender=point)
    assert (thread.ticket, thread.by_token, thread.maybe) == (first.pk, False, ())


def test_reference_of_nobody_we_know_is_only_a_hint(first, now):
    thread = found(now, references="<one@customer.example>")
    assert (thread.ticket, thread.maybe) == (None, (first.pk,))


def test_own_message_id_that_is_known_is_no_reference(first, now):
    point = Participant.objects.get().contact_point
    thread = found(now, message_id="<one@customer.example>", sender=point)
    assert (thread.ticket, thread.known_id) == (None, True)


def test_end_of_a_chain_of_merges_takes_the_mail(first, now):
    chain = [first]
    for number in range(3):
        receipt = receive_message(
            mail(message_id=f"<{number}@customer.example>", subject=str(number)), via="pipe", now=now
        )
        chain.append(Ticket.objects.get(reference=receipt.ticket))
        Ticket.objects.filter(pk=chain[-2].pk).update(merged_into=chain[-1])
    assert target_of(first.pk) == chain[-1].pk


def test_merges_that_bite_their_tail_come_to_an_end(first):
    Ticket.objects.update(merged_into=first)
    assert target_of(first.pk) == first.pk


@pytest.mark.parametrize("count", [0, 1, 29, 200])
def test_references_are_looked_up_by_one_statement(first, now, count, django_assert_num_queries):
    letter = read(mail(references=" ".join(f"<r{n}@x.example>" for n in range(count))))
    desk = default_desk()
    with django_assert_num_queries(1):
        find_thread(letter, desk=desk, sender=None, envelope_to=(), now=now)
