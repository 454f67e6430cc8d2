"""Countries whose holidays we offer."""

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
