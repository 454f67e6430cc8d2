"""Insert: the same row as the ORM's own, by one statement."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from aiuto.customers.models import ContactPoint, Customer
from aiuto.files.models import Blob
from aiuto.journal.models import Event
from aiuto.people.models import Schedule
from aiuto.rows.inserting import insert

pytestmark = pytest.mark.django_db


def test_insert_keeps_what_save_keeps(now):
    values = {"name": "Anna", "name_key": "anna", "created_at": now}
    saved = Customer.objects.create(**values)
    inserted = insert(Customer(**values))
    first, second = Customer.objects.order_by("pk").values()
    assert first | {"id": 0} == second | {"id": 0}
    assert inserted.pk > saved.pk


def test_insert_is_one_statement(now):
    with CaptureQueriesContext(connection) as queries:
        insert(Customer(name="Anna", created_at=now))
    assert len(queries) == 1


def test_insert_returns_an_object_like_a_saved_one(now):
    customer = insert(Customer(name="Anna", created_at=now))
    assert customer == Customer.objects.get()
    customer.name = "Bea"
    customer.save()
    assert Customer.objects.get().name == "Bea"


def test_insert_takes_json_bytes_and_given_keys(now):
    schedule = insert(Schedule(name="Days", week={"0": [["09:00", "13:00"]], "note": "è '"}))
    insert(Blob(sha256="a" * 64, size=3, data=b"\x00\xff'", stored_at=now))
    assert Schedule.objects.get(pk=schedule.pk).week == {"0": [["09:00", "13:00"]], "note": "è '"}
    assert bytes(Blob.objects.get(pk="a" * 64).data) == b"\x00\xff'"


def test_insert_leaves_the_database_its_own_defaults(now):
    event = insert(Event(kind="x", at=now, actor_kind="system", origin="system", data={}))
    assert Event.objects.get(pk=event.pk).xid == 0 or connection.vendor == "postgresql"
    assert Event.objects.get(pk=event.pk).xid is not None


def test_insert_of_a_taken_value_raises(now):
    customer = insert(Customer(created_at=now))
    point = {"customer": customer, "kind": "email", "value": "a@posta.example", "created_at": now}
    insert(ContactPoint(**point))
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(ContactPoint(**point))
    assert ContactPoint.objects.count() == 1
