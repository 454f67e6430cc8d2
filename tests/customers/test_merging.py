"""Two customers become one."""

from datetime import date

import pytest
from django.db import transaction

from aiuto.customers.editing import edit
from aiuto.customers.errors import NoSuchCustomer, SameCustomer
from aiuto.customers.merging import merge_customers
from aiuto.customers.models import Order
from aiuto.customers.queries import find_by
from aiuto.journal.actors import SYSTEM
from aiuto.journal.models import Event


def test_merge_moves_all_that_is_theirs(known, now):
    old = known("Giulia Rosa Neri", email="g.neri@studio.example", phone="+393471234567")
    kept = known("", email="giulia@customer.example")
    employee = known("Marco")
    employee.organisation = old
    employee.save()
    Order.objects.create(
        customer=old, source="shop", number="1", ordered_on=date(2026, 1, 1), imported_at=now
    )

    merged = merge_customers(old, into=kept, by=SYSTEM, now=now)

    assert merged.pk == kept.pk
    assert merged.name == "Giulia Rosa Neri"
    assert sorted(p.value for p in merged.contact_points.all()) == [
        "+393471234567",
        "g.neri@studio.example",
        "giulia@customer.example",
    ]
    assert merged.orders.count() == 1
    assert list(merged.people.all()) == [employee]
    assert (find_by("neri"), find_by("rosa")) == ([kept.pk], [kept.pk])
    assert Event.objects.get(kind="customer.merged").data == {"merged": old.pk}


def test_merge_twice_leads_to_the_last(known, now):
    first, second, third = known("A"), known("B"), known("C")
    merge_customers(first, into=second, by=SYSTEM, now=now)
    merge_customers(second, into=third, by=SYSTEM, now=now)
    first.refresh_from_db()
    assert first.merged_into_id == third.pk


def test_merge_with_oneself_or_with_whom_is_gone(known, now):
    first, second, third = known("A"), known("B"), known("C")
    with pytest.raises(SameCustomer), transaction.atomic():
        merge_customers(first, into=first, by=SYSTEM, now=now)
    merge_customers(first, into=second, by=SYSTEM, now=now)
    with pytest.raises(NoSuchCustomer), transaction.atomic():
        merge_customers(third, into=first, by=SYSTEM, now=now)
    with pytest.raises(NoSuchCustomer), transaction.atomic():
        merge_customers(second, into=first, by=SYSTEM, now=now)


def test_merge_keeps_the_notes_of_both(known, now):
    old, kept = known("Giulia Neri"), known("G. Neri")
    for customer, notes in ((old, "Ha un gatto."), (kept, "Chiama di mattina.")):
        edit(customer, notes=notes, by=SYSTEM, now=now)
    merged = merge_customers(old, into=kept, by=SYSTEM, now=now)
    assert merged.notes == "Chiama di mattina.\n\nHa un gatto."
