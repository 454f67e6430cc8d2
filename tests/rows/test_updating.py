"""Update: the fields that are named, as the ORM would write them, by one statement."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from aiuto.customers.models import Customer
from aiuto.people.models import Schedule
from aiuto.rows.updating import update

pytestmark = pytest.mark.django_db


@pytest.fixture
def customer(now) -> Customer:
    return Customer.objects.create(name="Anna", created_at=now)


def test_named_fields_of_this_row_alone_are_written(customer, now):
    other = Customer.objects.create(name="Bea", created_at=now)
    customer.name, customer.created_at = "Anna Neri", now + timedelta(days=1)
    update(customer, "name")
    assert list(Customer.objects.order_by("id").values_list("name", "created_at")) == [
        ("Anna Neri", now),
        (other.name, now),
    ]


def test_nothing_moments_and_json_are_written_as_saved(now):
    schedule = Schedule.objects.create(name="Giorni")
    schedule.week, schedule.name = {"0": [["09:00", "13:00"]], "nota": "è '"}, "Mattine"
    update(schedule, "week", "name")
    kept = Schedule.objects.get(pk=schedule.pk)
    assert (kept.week, kept.name) == (schedule.week, "Mattine")


def test_update_is_one_statement(customer):
    with CaptureQueriesContext(connection) as queries:
        update(customer, "name")
    assert len(queries) == 1
