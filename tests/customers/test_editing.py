"""What people correct about a customer."""

import pytest

from aiuto.customers.editing import edit
from aiuto.customers.errors import NameTooLong, NotesTooLong
from aiuto.customers.queries import find_by
from aiuto.journal.actors import SYSTEM
from aiuto.journal.models import Event


def test_edit_is_found_by_the_new_name(known, now):
    customer = known("Giulia Rosa Nero")
    edit(customer, name="  Giulia  Viola  Neri ", language="en", by=SYSTEM, now=now)
    customer.refresh_from_db()
    assert (customer.name, customer.language) == ("Giulia Viola Neri", "en")
    assert (find_by("neri"), find_by("nero")) == ([customer.pk], [])
    assert (find_by("viola"), find_by("rosa")) == ([customer.pk], [])
    assert Event.objects.get(kind="customer.edited").data == {"changed": ["name", "language"]}


def test_edit_refuses_a_name_too_long(known, now):
    with pytest.raises(NameTooLong):
        edit(known("Giulia"), name="x" * 161, language="", by=SYSTEM, now=now)


def test_edit_leaves_what_is_not_given(known, now):
    customer = known("Giulia Neri")
    edit(customer, notes="  Ha un gatto.\r\nNero.\0 ", by=SYSTEM, now=now)
    edit(customer, language="it", by=SYSTEM, now=now)
    customer.refresh_from_db()
    assert (customer.name, customer.language, customer.notes) == ("Giulia Neri", "it", "Ha un gatto.\nNero.")
    assert [event.data["changed"] for event in Event.objects.order_by("id")] == [["notes"], ["language"]]


def test_edit_refuses_notes_too_long(known, now):
    with pytest.raises(NotesTooLong):
        edit(known("Giulia"), notes="x" * 2001, by=SYSTEM, now=now)
