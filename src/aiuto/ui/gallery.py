"""The gallery: every component in every state, light beside dark, and the tokens with their contrast."""

from datetime import timedelta

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from aiuto.ui import blocks, charts, colours, marks, scales

THEMES = ("light", "dark")


class Specimen(forms.Form):
    """A form with one field of each kind."""

    name = forms.CharField(
        label=pgettext_lazy("gallery", "Name"),
        help_text=pgettext_lazy("gallery", "As you sign your letters."),
    )
    address = forms.EmailField(label=pgettext_lazy("gallery", "E-mail"))
    desk = forms.ChoiceField(
        label=pgettext_lazy("gallery", "Desk"),
        choices=[
            ("shop", pgettext_lazy("gallery", "Shop")),
            ("workshop", pgettext_lazy("gallery", "Workshop")),
        ],
    )
    text = forms.CharField(
        label=pgettext_lazy("gallery", "Message"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    file = forms.FileField(label=pgettext_lazy("gallery", "File"), required=False)
    copy = forms.BooleanField(label=pgettext_lazy("gallery", "Send me a copy"), required=False)
    channel = forms.ChoiceField(
        label=pgettext_lazy("gallery", "Channel"),
        choices=[
            ("email", pgettext_lazy("gallery", "E-mail")),
            ("phone", pgettext_lazy("gallery", "Telephone")),
        ],
        widget=forms.RadioSelect,
    )


@login_required
def gallery(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    return render(
        request,
        "ui/gallery.html",
        {
            "now": now,
            "themes": THEMES,
            "tones": marks.TONES,
            "states": list(marks.STATES),
            "deliveries": list(marks.DELIVERIES),
            "moments": [now - timedelta(seconds=s) for s in (5, 240, 7_200, 90_000, 300_000, 9_000_000)],
            "waits": [now - timedelta(minutes=m) for m in (3, 40, 100, 130)],
            "soon": now + timedelta(minutes=45),
            "late": now - timedelta(minutes=45),
            "limit": now + timedelta(minutes=30),
            "heights": [charts.Column(name, str(n), n, upto) for name, n, upto in (("A", 3, 5), ("B", 7, 8))],
            "forms": [(theme, *_forms(theme)) for theme in THEMES],
            "pairs": colours.pairs(),
            "tokens": list(colours.tokens().items()),
            "type_steps": scales.steps("text"),
            "space_steps": scales.steps("space"),
            "radius_steps": scales.steps("radius"),
            "motion_steps": [*scales.steps("quick"), *scales.steps("calm")],
            "icons": _icons(),
        },
    )


def _icons() -> list[tuple[str, object]]:
    """Each icon that means the same everywhere, with a word for it."""
    meant: dict[str, object] = {
        icon: word for word, _tone, icon in (*marks.STATES.values(), *marks.DELIVERIES.values())
    }
    meant |= {icon: name for named in (blocks.TONE_ICONS, blocks.FILE_ICONS) for name, icon in named.items()}
    return list(meant.items())


def _forms(theme: str) -> tuple[Specimen, Specimen]:
    """A form being filled in and one with something to mend."""
    fresh = Specimen(initial={"name": "Ada Lumini"}, auto_id=f"{theme}_%s", prefix=theme)
    wrong = Specimen(data={"wrong-address": "ada@"}, auto_id=f"{theme}_wrong_%s", prefix="wrong")
    return fresh, wrong
