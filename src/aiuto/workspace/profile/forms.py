"""The choices a person has for their own screens."""

import zoneinfo

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aiuto.ui import themes

Choices = list[tuple[str, str]]
REGIONS = (
    "Africa/",
    "America/",
    "Antarctica/",
    "Asia/",
    "Atlantic/",
    "Australia/",
    "Europe/",
    "Indian/",
    "Pacific/",
)
PLACES = sorted(name for name in zoneinfo.available_timezones() if name.startswith(REGIONS))


def languages() -> Choices:
    """Each by its own name."""
    return [("", _("As the installation")), *settings.LANGUAGES]


def time_zones() -> Choices:
    """Every place on earth that has a clock."""
    return [("", _("As the installation")), *((name, name.replace("_", " ")) for name in PLACES)]


def colours() -> Choices:
    return [(value, word) for value, _icon, word in themes.choices()]


class Preferences(forms.Form):
    """Empty stands for the installation's own."""

    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False, choices=languages)
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"), required=False, choices=time_zones)
    theme = forms.ChoiceField(label=gettext_lazy("Colours"), widget=forms.RadioSelect, choices=colours)
