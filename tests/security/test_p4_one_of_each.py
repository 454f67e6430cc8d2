"""P4: a mail that arrives many times at once, in many threads and processes, is one message; the others are counted."""

import threading
from collections import Counter

import pytest
from django.db import connections
from django.utils import timezone

from aiuto.customers.models import Customer
from aiuto.flows.receive_message import Receipt, receive_message
from aiuto.intake.models import RawMail
from aiuto.tickets.models import Message, Ticket
from tests.mails import mail
from tests.people.processes import together

pytestmark = pytest.mark.django_db(transaction=True)
THREADS, PROCESSES = 50, 2
RECEIVE = """
from django.utils import timezone
from aiuto.flows.receive_message import receive_message
from tests.mails import mail
for turn in range({turns}):
    raw = mail(headers=(("Received", f"from process {{number}} turn {{turn}}"),), message_id=f"<{{turn}}@c.example>")
    receipt = receive_message(raw, via="smtp", now=timezone.now())
    print(receipt.outcome, receipt.ticket, receipt.message)
"""


def at_once(raws: list[bytes]) -> list[Receipt]:
    receipts: list[Receipt] = []
    gate = threading.Barrier(len(raws))

    def arrive(raw: bytes) -> None:
        gate.wait()
        receipts.append(receive_message(raw, via="smtp", now=timezone.now()))
        connections.close_all()

    threads = [threading.Thread(target=arrive, args=(raw,)) for raw in raws]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return receipts


def traced(number: int, **parts: str) -> bytes:
    """The same mail by another way: other trace headers."""
    return mail(headers=(("Received", f"from relay{number}.example"), ("X-Spam-Score", str(number))), **parts)


def test_fifty_arrivals_of_one_mail_are_one_message():
    receipts = at_once([traced(number) for number in range(THREADS)])

    assert Counter(receipt.outcome for receipt in receipts) == {"stored": 1, "duplicate": THREADS - 1}
    assert len({(receipt.ticket, receipt.message) for receipt in receipts}) == 1
    assert (Message.objects.count(), Ticket.objects.count(), Customer.objects.count()) == (1, 1, 1)
    assert RawMail.objects.count() == THREADS


def test_fifty_mails_of_a_new_customer_are_fifty_messages_of_one_customer():
    receipts = at_once([mail(message_id=f"<{n}@customer.example>", text=f"Mail {n}") for n in range(THREADS)])

    assert {receipt.outcome for receipt in receipts} == {"stored"}
    assert (Message.objects.count(), Customer.objects.count()) == (THREADS, 1)
    assert Customer.objects.get().contact_points.count() == 1


def test_fifty_answers_at_once_join_the_one_request():
    first = receive_message(mail(), via="smtp", now=timezone.now())
    answers = [
        mail(message_id=f"<a{n}@customer.example>", references="<one@customer.example>", text=f"Risposta {n}")
        for n in range(THREADS)
    ]
    receipts = at_once(answers)

    assert {(receipt.outcome, receipt.ticket) for receipt in receipts} == {("stored", first.ticket)}
    assert Message.objects.filter(ticket__reference=first.ticket).count() == THREADS + 1


def test_processes_that_receive_the_same_mails_store_each_once():
    turns = 5
    printed = together(RECEIVE.format(turns=turns), count=PROCESSES)

    lines = [line.split() for text in printed for line in text.splitlines() if line]
    assert Counter(line[0] for line in lines) == {"stored": turns, "duplicate": turns * (PROCESSES - 1)}
    assert Message.objects.count() == len({line[2] for line in lines}) == turns
