"""Seed: the number asked for, the same for the same seed, and whole in every table."""

import pytest
from django.db.models import Count

from aiuto.flows.seed import seed
from aiuto.flows.volume.rows import tables
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


def _rows():
    return {name: list(table.model.objects.order_by("pk").values_list()) for name, table in tables().items()}


def test_seed_writes_whole_requests():
    seed(300)
    assert Ticket.objects.count() == 300
    assert Message.objects.count() >= 300
    assert SearchEntry.objects.count() == Message.objects.count()
    assert Participant.objects.values("ticket").distinct().count() == 300
    assert Event.objects.filter(kind="ticket.opened").values("ticket").distinct().count() == 300
    assert not Ticket.objects.exclude(customer__contact_points__isnull=False).exists()
    assert Message.objects.values("ticket").annotate(said=Count("id")).filter(said=20).count() >= 1


def test_seed_is_deterministic():
    seed(50, seed=7)
    first = _rows()
    for table in reversed(tables().values()):
        table.model.objects.all().delete()
    seed(50, seed=7)
    again = _rows()
    assert len(first["message"]) >= 50
    assert [[row[2:] for row in first["event"]]] == [[row[2:] for row in again["event"]]]
    assert {**first, "event": []} == {**again, "event": []}


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
