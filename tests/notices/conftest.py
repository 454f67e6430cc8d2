"""People who are told, on their own clocks."""

from collections.abc import Callable

import pytest

from aiuto.notices.models import Kind, Notice
from aiuto.notices.telling import tell
from aiuto.people.models import User


@pytest.fixture
def person(db, now) -> Callable[..., User]:
    """`person("anna", time_zone=…)`: a colleague."""

    def person(name: str, **fields: object) -> User:
        return User.objects.create(email=f"{name}@lumiera.example", name=name, created_at=now, **fields)

    return person


@pytest.fixture
def anna(person) -> User:
    return person("anna", time_zone="Europe/Rome")


@pytest.fixture
def bruno(person) -> User:
    return person("bruno", time_zone="Europe/Rome")


def told(user: User) -> list[tuple[str, int | None]]:
    """Kind and request of what this person has not read, the newest first."""
    unread = Notice.objects.filter(user=user, read_at=None).order_by("-id")
    return list(unread.values_list("kind", "ticket"))


def many(user: User, number: int, *, by, now, kind: Kind = Kind.CUSTOMER_WROTE, first: int = 1) -> None:
    """One notice for each of so many requests."""
    for ticket in range(first, first + number):
        tell([user.pk], kind=kind, ticket=ticket, by=by, now=now)
