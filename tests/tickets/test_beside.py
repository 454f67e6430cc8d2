"""What stands beside the messages of a request, however many are shown."""

from datetime import UTC, datetime

import pytest

from aiuto.files.models import Blob
from aiuto.people.models import Desk, User
from aiuto.promises.queries import UNKEPT
from aiuto.tickets.models import Attachment, Message, Ticket
from aiuto.tickets.queries.beside import SIZES, around
from aiuto.tickets.references import new_reference

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def ticket(db) -> Ticket:
    """A hundred messages with a file each."""
    desk = Desk.objects.create(name="Interni")
    ticket = Ticket.objects.create(reference=new_reference(), desk=desk, created_at=NOW, last_message_at=NOW)
    blob = Blob.objects.create(sha256="a" * 64, size=3, data=b"abc", stored_at=NOW)
    for number in range(SIZES[-1]):
        said = Message.objects.create(ticket=ticket, direction="in", text="ciao", at=NOW, stored_at=NOW)
        Attachment.objects.create(message=said, blob=blob, name=f"{number}.txt", size=3)
    return ticket


@pytest.fixture
def reader(db) -> User:
    return User.objects.create(email="anna@lumiera.example", name="Anna", created_at=NOW)


@pytest.mark.parametrize("shown", [0, 1, 2, 5, 6, 20, 21, 100])
def test_around_finds_the_files_of_the_messages_shown_and_no_others(
    ticket, reader, shown, django_assert_num_queries
):
    messages = list(ticket.messages.order_by("id"))[:shown]
    with django_assert_num_queries(1):
        found = around(ticket, messages, reader, events=True, also=UNKEPT.of(ticket.pk), now=NOW)
    names = {message.pk: [f"{number}.txt"] for number, message in enumerate(messages)}
    assert {pk: [file.name for file in files] for pk, files in found.files.items()} == names
