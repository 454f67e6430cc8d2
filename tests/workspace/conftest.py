"""A desk with people and requests, and browsers that have signed in."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client

from aiuto.customers.models import ContactKind, ContactPoint, Customer
from aiuto.flows.receive_message import Receipt, receive_message
from aiuto.intake.models import Mailbox
from aiuto.people.models import Desk, Role, Team, User
from aiuto.people.queries import default_desk
from aiuto.tickets.models import Channel, Direction, Message, State, Ticket
from aiuto.tickets.references import new_reference
from tests.mails import mail
from tests.workspace.windows import chrome, opened

__all__ = ["chrome", "opened"]

Make = Callable[..., Ticket]


@pytest.fixture
def desk(db) -> Desk:
    desk = default_desk()
    Mailbox.objects.create(desk=desk, address="assistenza@lumiera.example")
    return desk


@pytest.fixture
def agent(desk, now) -> User:
    return _person("anna", "Anna Bassi", now, desk)


@pytest.fixture
def colleague(desk, now) -> User:
    return _person("bruno", "Bruno Sala", now, desk)


@pytest.fixture
def outsider(db, now) -> User:
    """An agent of another desk."""
    return _person("carlo", "Carlo Riva", now, Desk.objects.create(name="Lampade da esterno"))


@pytest.fixture
def browser(agent) -> Client:
    """The agent's browser."""
    return signed_in(agent)


@pytest.fixture
def make(desk, now) -> Make:
    """`make(state=…, owner=…, waits=minutes, messages=3)`: a request straight in the tables."""

    def make(*, waits: int | None = 10, messages: int = 1, **fields: object) -> Ticket:
        since = now - timedelta(minutes=waits) if waits is not None else None
        customer = Customer.objects.create(name="Giulia Neri", created_at=now)
        ContactPoint.objects.create(
            customer=customer, kind=ContactKind.EMAIL, value=f"{customer.pk}@customer.example", created_at=now
        )
        given = {"desk": desk, "state": State.NEW, "subject": "La lampada", "customer": customer}
        given |= {"created_at": now, "last_message_at": since or now, "waiting_since": since}
        given |= {"turn_at": since + timedelta(hours=4) if since else None}
        ticket = Ticket.objects.create(reference=new_reference(), **given | fields)
        Message.objects.bulk_create(
            Message(
                ticket=ticket,
                direction=Direction.IN,
                channel=Channel.EMAIL,
                text=f"Riga {number}",
                reply_text=f"Riga {number}",
                sender="giulia@customer.example",
                at=now,
                stored_at=now,
            )
            for number in range(messages)
        )
        return ticket

    return make


@pytest.fixture
def arrive(desk, now) -> Callable[..., Receipt]:
    """A mail comes in: `arrive(text=…)` takes what `tests.mails.mail` takes, or `raw`."""

    def arrive(*, at: datetime = now, raw: bytes | None = None, **parts: object) -> Receipt:
        content = mail(**parts) if raw is None else raw  # type: ignore[arg-type]
        return receive_message(content, via="pipe", desk=desk, now=at)

    return arrive


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _person(name: str, full: str, now: datetime, desk: Desk) -> User:
    user = User.objects.create(
        email=f"{name}@lumiera.example", name=full, role=Role.AGENT, language="en", created_at=now
    )
    team, _made = Team.objects.get_or_create(name=desk.name)
    team.desks.add(desk)
    team.members.add(user)
    return user
