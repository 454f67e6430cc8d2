"""What people correct about a customer."""

import pytest

from aiuto.customers.editing import edit
from aiuto.customers.errors import NameTooLong
from aiuto.customers.queries import find_by
from aiuto.journal.actors import SYSTEM
from aiuto.journal.models import Event


def test_edit_is_found_by_the_new_name(known, now):
    customer = known("Giulia Nero")
    edit(customer, name="  Giulia   Neri ", language="en", by=SYSTEM, now=now)
    customer.refresh_from_db()
    assert (customer.name, customer.language) == ("Giulia Neri", "en")
    assert (find_by("neri"), find_by("nero")) == ([customer.pk], [])
    assert Event.objects.get(kind="customer.edited").data == {"changed": ["name", "language"]}


def test_edit_refuses_a_name_too_long(known, now):
    with pytest.raises(NameTooLong):
        edit(known("Giulia"), name="x" * 161, language="", by=SYSTEM, now=now)
