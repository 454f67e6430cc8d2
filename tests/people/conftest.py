"""People for the tests of this room."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.db.models import Manager

from aiuto.journal.actors import SYSTEM
from aiuto.outbox.models import Delivery
from aiuto.people.accounts import create_user
from aiuto.people.models import User

PASSWORD = "lanterna-verde-77"


@pytest.fixture
def make_user(db: None, now: datetime) -> Callable[..., User]:
    def make(email: str = "anna@lumen.example", role: str = "agent", password: str | None = PASSWORD) -> User:
        return create_user(email=email, name="Anna Prova", role=role, password=password, by=SYSTEM, now=now)

    return make


@pytest.fixture
def agent(make_user: Callable[..., User]) -> User:
    return make_user()


@pytest.fixture
def admin(make_user: Callable[..., User]) -> User:
    return make_user("capo@lumen.example", "admin")


@pytest.fixture
def mails(db: None, settings) -> Manager[Delivery]:
    """What leaves, by our own mail backend; Django's test set-up puts another in its place."""
    settings.EMAIL_BACKEND = "aiuto.outbox.backend.DeliveryBackend"
    return Delivery.objects
