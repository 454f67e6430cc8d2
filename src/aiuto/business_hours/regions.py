"""Which regions of a country have holidays of their own."""

from functools import cache

import holidays


@cache
def regions(country: str) -> tuple[tuple[str, str], ...]:
    """Code and name of each, by name; nothing for a country that is not known.

    In Italy they are the provinces, each with the feast of its capital's patron saint.
    """
    known = getattr(holidays, country, None) if country in holidays.list_supported_countries() else None
    if known is None:
        return ()
    names = {code: name for name, code in getattr(known, "subdivisions_aliases", {}).items()}
    found = ((code, names.get(code, code)) for code in known.subdivisions)
    return tuple(sorted(found, key=lambda region: region[1]))
