"""What time it is where a customer lives, as far as their telephone number tells."""

import zoneinfo
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

import phonenumbers

from aiuto.customers.models import ContactKind, ContactPoint

_NEAR = timedelta(hours=1)


def zone_of(points: Iterable[ContactPoint], *, now: datetime) -> str | None:
    """The time zone of the country of their first number; None where it is not known, or its clocks differ widely.

    Within an hour (Spain and its islands) it is the zone where most people live.
    """
    numbers = (point.value for point in points if point.kind == ContactKind.PHONE)
    zones = _zones().get(_country(next(numbers, "")), ())
    offsets = [now.astimezone(zoneinfo.ZoneInfo(name)).utcoffset() or timedelta() for name in zones]
    return zones[0] if offsets and max(offsets) - min(offsets) <= _NEAR else None


def _country(number: str) -> str:
    try:
        return phonenumbers.region_code_for_number(phonenumbers.parse(number, None)) or ""
    except phonenumbers.NumberParseException:
        return ""


@cache
def _zones() -> dict[str, tuple[str, ...]]:
    """The zones of each country, where most people live first: the table that lies beside the zones themselves."""
    tables = (Path(folder) / "zone.tab" for folder in zoneinfo.TZPATH)
    table = next((path for path in tables if path.is_file()), None)
    found: dict[str, tuple[str, ...]] = {}
    for line in table.read_text().splitlines() if table else ():
        if line and not line.startswith("#"):
            country, _place, name, *_rest = line.split("\t")
            found[country] = (*found.get(country, ()), name)
    return found
