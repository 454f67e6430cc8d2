"""The choices a person has for their own screens."""

import zoneinfo

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aiuto.ui import themes
from aiuto.workspace.settings.editing import Sectioned

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
ZONES = [(name, name.replace("_", " ")) for name in PLACES]
"""Every place on earth that has a clock."""


class Zones(forms.Select):
    """Hundreds of places, of which none says its name twice: they would be half of the page."""

    option_template_name = "workspace/settings/_zone.html"


def languages() -> Choices:
    """Each by its own name."""
    return [("", _("As the installation")), *settings.LANGUAGES]


def time_zones() -> Choices:
    return [("", _("As the installation")), *ZONES]


def colours() -> Choices:
    return [(value, word) for value, _icon, word in themes.choices()]


class Preferences(Sectioned):
    """Empty stands for the installation's own."""

    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False, choices=languages)
    time_zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"), required=False, choices=time_zones, widget=Zones
    )
    theme = forms.ChoiceField(label=gettext_lazy("Colours"), widget=forms.RadioSelect, choices=colours)
    dense = forms.BooleanField(
        label=gettext_lazy("Dense lists"),
        required=False,
        help_text=gettext_lazy("More requests on one screen, each in one line."),
    )
    quiet_events = forms.BooleanField(
        label=gettext_lazy("Hide what happened between messages"),
        required=False,
        help_text=gettext_lazy("Assigned, tagged, solved: one press shows them again."),
    )
    shortcuts = forms.BooleanField(
        label=gettext_lazy("Keys of one letter"),
        required=False,
        help_text=gettext_lazy("Press ? to see them. Turn them off if you speak to your computer."),
    )
    signature = forms.CharField(
        label=gettext_lazy("Signature"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("It stands above the signature of the desk."),
    )
    SECTIONS = (
        (gettext_lazy("Screens"), (("language", "time_zone"), "theme", "dense", "quiet_events")),
        (gettext_lazy("Writing"), ("signature", "shortcuts")),
    )
