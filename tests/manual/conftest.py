"""People of two teams who keep replies."""

from datetime import datetime

import pytest

from aiuto.people.models import Role, Team, User


def person(name: str, now: datetime, *, role: str = Role.AGENT, team: str = "") -> User:
    user = User.objects.create(email=f"{name}@lumiera.example", name=name.title(), role=role, created_at=now)
    if team:
        Team.objects.get_or_create(name=team)[0].members.add(user)
    return user


@pytest.fixture
def anna(db, now) -> User:
    return person("anna", now, team="Assistenza")


@pytest.fixture
def bruno(db, now) -> User:
    return person("bruno", now, team="Assistenza")


@pytest.fixture
def carlo(db, now) -> User:
    return person("carlo", now, team="Magazzino")


@pytest.fixture
def lead(db, now) -> User:
    return person("irene", now, role=Role.LEAD)
