"""The time where a customer lives, as far as their number tells."""

import zoneinfo

import pytest

from aiuto.customers.clocks import zone_of
from aiuto.customers.models import ContactKind, ContactPoint


def phone(number: str) -> ContactPoint:
    return ContactPoint(kind=ContactKind.PHONE, value=number)


@pytest.mark.parametrize(
    ("number", "zone"),
    [
        ("+390212345678", "Europe/Rome"),
        ("+351211234567", "Europe/Lisbon"),
        ("+81312345678", "Asia/Tokyo"),
        ("+12025550123", None),
        ("+79161234567", None),
        ("+80012345678", None),
        ("nonsense", None),
    ],
)
def test_zone_is_the_countrys_where_its_clocks_agree_within_an_hour(number, zone, now):
    assert zone_of([phone(number)], now=now) == zone


def test_zone_of_who_has_no_number_is_not_known(now):
    assert zone_of([ContactPoint(kind=ContactKind.EMAIL, value="a@b.example")], now=now) is None


def test_every_zone_of_the_table_is_one_that_there_is(now):
    numbers = ("+41441234567", "+49301234567", "+33123456789", "+43112345678", "+385112345678")
    zones = {zone_of([phone(number)], now=now) for number in numbers}
    assert zones <= zoneinfo.available_timezones()
    assert len(zones) == len(numbers)
