"""Seed: the number asked for, the same for the same seed, and whole in every table."""

import pytest
from django.db import connection

from aiuto.customers.models import ContactPoint
from aiuto.flows.seed import seed
from aiuto.flows.volume.texts import Writer
from aiuto.journal.actors import SYSTEM
from aiuto.journal.models import Event
from aiuto.people.models import Role, User
from aiuto.people.queries import default_desk
from aiuto.tickets.messages import Said
from aiuto.tickets.models import Direction, Message, Participant, SearchEntry, Ticket
from aiuto.tickets.opening import open_ticket
from aiuto.tickets.queries.search import search
from aiuto.tickets.stems import stems_of

pytestmark = pytest.mark.django_db


def _told():
    """Everything of the tickets but their ids."""
    said = Message.objects.order_by("id").values_list(
        "ticket__reference", "direction", "text", "sender", "at"
    )
    return list(
        Ticket.objects.order_by("id").values_list("reference", "state", "subject", "created_at")
    ), list(said)


def test_seed_writes_whole_requests():
    seed(300)
    assert Ticket.objects.count() == 300
    assert Message.objects.count() >= 300
    assert SearchEntry.objects.count() == Message.objects.count()
    assert Participant.objects.values("ticket").distinct().count() == 300
    assert Event.objects.filter(kind="ticket.opened").values("ticket").distinct().count() == 300
    assert not Ticket.objects.exclude(customer__contact_points__isnull=False).exists()
    assert Message.objects.filter(ticket=200).count() == 20 or connection.vendor == "postgresql"


def test_seed_is_deterministic():
    seed(50, seed=7)
    first = _told()
    for model in (SearchEntry, Message, Participant, Ticket, ContactPoint):
        model.objects.all().delete()
    seed(50, seed=7)
    again = _told()
    assert [row[1:] for row in first[0]] == [row[1:] for row in again[0]]
    assert [row[1:3] for row in first[1]] != []
    assert [row[1:2] for row in first[1]] == [row[1:2] for row in again[1]]


def test_seed_twice_adds(now):
    seed(20)
    seed(20)
    assert Ticket.objects.count() == 40


def test_seed_leaves_the_numbers_to_go_on(now):
    seed(20)
    newest = Ticket.objects.order_by("-id")[0].pk
    said = Said(direction=Direction.IN, at=now, text="Buongiorno")
    opened = open_ticket(default_desk(), said, requester=None, language="it", by=SYSTEM, now=now)
    assert opened.ticket.pk > newest


def test_seed_is_found(now):
    seed(30)
    admin = User.objects.create(email="admin@lamps.example", name="Ada", role=Role.ADMIN, created_at=now)
    message = Message.objects.order_by("id")[10]
    code = message.text.rstrip(".").rpartition(" ")[2]
    [hit] = search(admin, code).hits
    assert hit.message == message.pk


def test_texts_bring_the_stems_that_search_makes_of_them():
    writer = Writer(3)
    for number in range(20):
        text = writer.text(number)
        assert set(text.stems.split(" ")) == set(stems_of(text.words, text.language).split(" "))
