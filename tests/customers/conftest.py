"""Customers to look for."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from django.utils import translation

from aiuto.customers.contacting import add_contact_point, create_customer
from aiuto.customers.models import ContactKind, Customer
from aiuto.journal.actors import SYSTEM


@pytest.fixture
def known(db: None, now: datetime) -> Callable[..., Customer]:
    """A customer with a name and addresses: `known("Giulia Neri", email=…, phone=…)`."""

    def make(name: str, *, email: str = "", phone: str = "") -> Customer:
        customer = create_customer(name=name, now=now)
        for kind, value in ((ContactKind.EMAIL, email), (ContactKind.PHONE, phone)):
            if value:
                add_contact_point(customer, kind, value, by=SYSTEM, now=now)
        return customer

    return make


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences are compared in the language they are written in."""
    with translation.override("en"):
        yield
