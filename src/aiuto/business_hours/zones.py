"""Time zones by name."""

import functools
import zoneinfo

from aiuto.business_hours.errors import BadSchedule


@functools.cache
def zone_named(name: str) -> zoneinfo.ZoneInfo:
    """Raises BadSchedule."""
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadSchedule(f"no such time zone: {name}") from error
