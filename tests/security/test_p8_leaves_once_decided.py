"""P8: an answer and its deliveries are one commit; each delivery is sent by one worker alone."""

import threading
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from aiuto.flows import sending
from aiuto.flows.receive_message import receive_message
from aiuto.flows.reply import reply
from aiuto.flows.undo_send import undo_send
from aiuto.jobs.models import Job
from aiuto.jobs.run import run_next
from aiuto.outbox.models import Delivery
from aiuto.people.models import Team, User
from aiuto.people.queries import default_desk
from aiuto.tickets.errors import TooLate
from aiuto.tickets.models import Message, Ticket
from tests.mails import mail
from tests.outbox.conftest import CARRIER, put

pytestmark = pytest.mark.django_db(transaction=True)
DELIVERIES, WORKERS = 30, 4


@pytest.fixture
def carrier(settings):
    CARRIER.__init__()
    settings.TRANSPORTS = {"email": "tests.outbox.conftest.CARRIER"}
    return CARRIER


@pytest.fixture
def agent(now):
    desk = default_desk()
    desk.mailboxes.create(address="assistenza@lumiera.example")
    user = User.objects.create(email="anna@lumiera.example", name="Anna", created_at=now)
    Team.objects.get(desks=desk).members.add(user)
    return user


def test_answer_whose_deliveries_cannot_be_kept_is_not_kept_either(agent, now, monkeypatch):
    receipt = receive_message(mail(), via="smtp", now=now)
    before = Ticket.objects.values().get()

    def fail(*args, **kwargs):
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(sending, "queue_deliveries", fail)
    with pytest.raises(RuntimeError):
        reply(receipt.ticket, user=agent, text="Buongiorno", now=now)

    assert Message.objects.filter(direction="out").count() == 0
    assert Ticket.objects.values().get() == before
    assert (Delivery.objects.count(), Job.objects.count()) == (0, 0)


def test_answer_comes_with_its_deliveries_and_their_jobs(agent, now):
    receipt = receive_message(mail(), via="smtp", now=now)
    message = reply(receipt.ticket, user=agent, text="Buongiorno", now=now)

    [delivery], [job] = Delivery.objects.all(), Job.objects.all()
    assert (delivery.message, delivery.rfc_id) == (message.pk, message.message_id)
    assert (job.args, job.run_after) == ([delivery.pk], delivery.send_after)


@pytest.mark.parametrize("number", range(8))
def test_taken_back_and_sent_at_once_is_one_of_the_two(agent, now, carrier, number):
    receipt = receive_message(mail(message_id=f"<{number}@customer.example>"), via="smtp", now=now)
    message = reply(receipt.ticket, user=agent, text="Buongiorno", now=now, confirmed=True)
    gate, undone = threading.Barrier(2), []

    def undo():
        gate.wait()
        try:
            undo_send(message.pk, user=agent, now=now)
            undone.append(True)
        except TooLate:
            undone.append(False)
        connections.close_all()

    other = threading.Thread(target=undo)
    other.start()
    gate.wait()
    while run_next(now + timedelta(seconds=20), worker="w"):
        pass
    other.join()
    while run_next(now + timedelta(seconds=20), worker="w"):
        pass

    assert len(carrier.taken) == (0 if undone == [True] else 1)
    assert Delivery.objects.get().state == ("undone" if undone == [True] else "sent")
    message.refresh_from_db()
    assert (message.withdrawn_at is not None) == (undone == [True])


def test_workers_at_once_send_each_delivery_once(now, carrier):
    for number in range(DELIVERIES):
        put(now, f"p{number}@customer.example")
    gate = threading.Barrier(WORKERS)

    def work(name):
        gate.wait()
        while run_next(timezone.now(), worker=name):
            pass
        connections.close_all()

    threads = [threading.Thread(target=work, args=(f"w{n}",)) for n in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Counter(recipient for _parts, recipient, _mailbox in carrier.taken) == {
        f"p{number}@customer.example": 1 for number in range(DELIVERIES)
    }
    assert set(Delivery.objects.values_list("state", "attempts")) == {("sent", 1)}
    assert not Job.objects.exists()
