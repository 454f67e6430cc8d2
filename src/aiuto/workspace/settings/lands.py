"""Countries whose holidays we offer, and their regions, as the package `holidays` knows them."""

from functools import cache

import holidays
from django.utils.translation import gettext_lazy as _

LANDS = (
    ("", _("no holidays: open all year")),
    ("IT", _("Italy")),
    ("AT", _("Austria")),
    ("BE", _("Belgium")),
    ("HR", _("Croatia")),
    ("FR", _("France")),
    ("DE", _("Germany")),
    ("IE", _("Ireland")),
    ("LU", _("Luxembourg")),
    ("NL", _("Netherlands")),
    ("PL", _("Poland")),
    ("PT", _("Portugal")),
    ("SM", _("San Marino")),
    ("SI", _("Slovenia")),
    ("ES", _("Spain")),
    ("CH", _("Switzerland")),
    ("GB", _("United Kingdom")),
    ("US", _("United States")),
    ("VA", _("Vatican City")),
)


@cache
def regions(country: str) -> tuple[tuple[str, str], ...]:
    """Code and name of a country's regions, by name; in Italy they are provinces, each with its patron saint."""
    known = getattr(holidays, country, None) if country in dict(LANDS) and country else None
    if known is None:
        return ()
    names = {code: name for name, code in getattr(known, "subdivisions_aliases", {}).items()}
    return tuple(
        sorted(((code, names.get(code, code)) for code in known.subdivisions), key=lambda one: one[1])
    )
