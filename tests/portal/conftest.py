"""A customer with an address, a mailbox to write to, and a signed link."""

from datetime import timedelta

import pytest
import time_machine

from aiuto.customers.contacting import contact_point_for
from aiuto.customers.models import ContactKind
from aiuto.flows.confirm_address import PURPOSE
from aiuto.intake.models import Mailbox
from aiuto.people import tokens
from aiuto.people.queries import default_desk


@pytest.fixture
def moment(now):
    """The pages ask the clock: it stands at `now`."""
    with time_machine.travel(now, tick=False) as clock:
        yield clock


@pytest.fixture
def mailbox(db):
    return Mailbox.objects.create(desk=default_desk(), address="assistenza@lumen.example")


@pytest.fixture
def point(db, now):
    return contact_point_for(ContactKind.EMAIL, "gaia@cliente.example", name="Gaia", now=now)


@pytest.fixture
def token(point, mailbox, now):
    value = {"contact_point": point.pk, "desk": mailbox.desk_id}
    return tokens.issue(PURPOSE, value, until=now + timedelta(hours=72))
