"""Regions with holidays of their own."""

from datetime import date

import pytest

from aiuto.business_hours.reading import holidays_of
from aiuto.business_hours.regions import regions


def test_provinces_of_italy_stand_by_name_and_bring_their_patron_saint():
    provinces = dict(regions("IT"))
    assert provinces["MI"] == "Milano"
    names = list(provinces.values())
    assert names == sorted(names)
    assert date(2026, 12, 7) in holidays_of("IT", "MI")
    assert date(2026, 12, 7) not in holidays_of("IT")


@pytest.mark.parametrize("country", ["", "XX", "__class__", "HolidayBase"])
def test_what_is_no_country_has_no_regions(country):
    assert regions(country) == ()
