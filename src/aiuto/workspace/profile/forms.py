"""The choices a person has for their own screens."""

import zoneinfo
from functools import cache

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from aiuto.ui.themes import THEMES, choices

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


@cache
def time_zones() -> list[tuple[str, str]]:
    """Every place on earth that has a clock, by its own name."""
    names = sorted(name for name in zoneinfo.available_timezones() if name.startswith(REGIONS))
    return [(name, name.replace("_", " ")) for name in names]


class Preferences(forms.Form):
    """Empty stands for the installation's own."""

    language = forms.ChoiceField(label=_("Language"), required=False)
    time_zone = forms.ChoiceField(label=_("Time zone"), required=False)
    theme = forms.ChoiceField(label=_("Colours"), widget=forms.RadioSelect)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        house = [("", _("As the installation"))]
        own_names = [("it", "Italiano"), ("en", "English")]
        known = dict(settings.LANGUAGES)
        self.fields["language"].choices = [*house, *(name for name in own_names if name[0] in known)]  # type: ignore[attr-defined]
        self.fields["time_zone"].choices = [*house, *time_zones()]  # type: ignore[attr-defined]
        self.fields["theme"].choices = [(value, word) for value, _icon, word in choices() if value in THEMES]  # type: ignore[attr-defined]
