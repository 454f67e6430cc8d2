"""Which desk a mail is for."""

import pytest

from aiuto.intake.models import Mailbox
from aiuto.intake.routing import place_of
from aiuto.people.models import Desk, Schedule
from aiuto.people.queries import default_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    return Mailbox.objects.create(desk=Desk.objects.create(name="Negozio"), address="negozio@lumen.example")


@pytest.fixture
def repairs():
    return Mailbox.objects.create(desk=Desk.objects.create(name="Officina"), address="officina@lumen.example")


def test_mailbox_that_was_read_decides(shop, repairs):
    place = place_of(repairs.desk, shop, ["officina@lumen.example"])
    assert (place.desk, place.mailbox) == (shop.desk, shop)


def test_desk_that_was_named_comes_before_addresses(shop, repairs):
    place = place_of(repairs.desk, None, ["negozio@lumen.example"])
    assert (place.desk, place.mailbox) == (repairs.desk, None)


@pytest.mark.parametrize(
    "address", ["negozio@lumen.example", "Negozio@Lumen.EXAMPLE", "negozio+k3y@lumen.example"]
)
def test_address_written_to_leads_to_its_desk(shop, address):
    place = place_of(None, None, ["anna@customer.example", address])
    assert (place.desk, place.mailbox) == (shop.desk, shop)


def test_first_of_our_addresses_decides(shop, repairs):
    addresses = ["officina@lumen.example", "negozio@lumen.example"]
    assert place_of(None, None, addresses).mailbox == repairs
    assert place_of(None, None, reversed(addresses)).mailbox == shop


def test_two_mailboxes_of_one_desk_are_told_apart(shop):
    second = Mailbox.objects.create(desk=shop.desk, address="shop@lumen.example")
    assert place_of(None, None, ["shop@lumen.example", "negozio@lumen.example"]).mailbox == second


@pytest.mark.parametrize(
    "addresses",
    [[], [""], ["@"], ["anna@customer.example"], ["\x00%_'\"@lumen.example"], ["\x010", "'", "%s"]],
)
def test_any_other_mail_is_the_default_desks(shop, addresses):
    place = place_of(None, None, addresses)
    assert (place.desk, place.mailbox) == (default_desk(), None)


def test_one_of_many_addresses_is_found(shop):
    many = [f"p{n}@customer.example" for n in range(400)]
    assert place_of(None, None, [*many, shop.address]).mailbox == shop


@pytest.mark.parametrize("count", [0, 1, 6, 40, 700])
def test_desk_is_found_with_its_hours_by_one_statement(shop, django_assert_num_queries, count):
    shop.desk.schedule = Schedule.objects.create(name="Mattina", week={"0": [["09:00", "13:00"]]})
    shop.desk.save()
    with django_assert_num_queries(1):
        place = place_of(None, None, [*(f"p{n}@customer.example" for n in range(count)), shop.address])
        assert place.desk.schedule.week
