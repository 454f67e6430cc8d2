"""A desk with a mailbox, people, and mail that has arrived."""

from collections.abc import Callable
from datetime import datetime

import pytest

from aiuto.flows.receive_message import Receipt, receive_message
from aiuto.intake.models import Mailbox
from aiuto.people.models import Desk, Role, Team, User
from aiuto.people.queries import default_desk
from aiuto.recovery.models import Recovery
from aiuto.tickets.models import Message, Ticket
from tests.flows.recovering import fail
from tests.mails import mail


@pytest.fixture
def desk(db) -> Desk:
    """The default desk, with a mailbox to answer from."""
    desk = default_desk()
    Mailbox.objects.create(desk=desk, address="assistenza@lumiera.example")
    return desk


@pytest.fixture
def agent(desk, now) -> User:
    """An agent of the team that serves the default desk."""
    user = User.objects.create(email="anna@lumiera.example", name="Anna Bassi", created_at=now)
    Team.objects.get(desks=desk).members.add(user)
    return user


@pytest.fixture
def colleague(desk, now) -> User:
    """Another agent of the same team."""
    user = User.objects.create(email="bruno@lumiera.example", name="Bruno Sala", created_at=now)
    Team.objects.get(desks=desk).members.add(user)
    return user


@pytest.fixture
def lead(colleague) -> User:
    """The other agent, who leads the team."""
    colleague.role = Role.LEAD
    colleague.save()
    return colleague


@pytest.fixture
def admin(desk, now) -> User:
    """An administrator in the same team."""
    user = User.objects.create(email="capo@lumiera.example", name="Capo", role=Role.ADMIN, created_at=now)
    Team.objects.get(desks=desk).members.add(user)
    return user


@pytest.fixture
def outsider(db, now) -> User:
    """An agent of no team: sees nothing."""
    return User.objects.create(email="carlo@lumiera.example", name="Carlo", role=Role.AGENT, created_at=now)


@pytest.fixture
def arrive(desk, now) -> Callable[..., Receipt]:
    """A mail comes in at the default desk: `arrive(text=…)` takes what `mail` takes."""

    def arrive(*, at: datetime = now, **parts: object) -> Receipt:
        return receive_message(mail(**parts), via="pipe", desk=desk, now=at)  # type: ignore[arg-type]

    return arrive


@pytest.fixture
def ticket(arrive) -> Ticket:
    """The ticket of one arrived mail."""
    return ticket_of(arrive())


@pytest.fixture
def recovery(ticket, agent, now) -> Recovery:
    """The agent opened it there."""
    return fail(ticket, agent, now)


def ticket_of(receipt: Receipt) -> Ticket:
    return Ticket.objects.get(reference=receipt.ticket)


def message_of(receipt: Receipt) -> Message:
    return Message.objects.get(pk=receipt.message)
