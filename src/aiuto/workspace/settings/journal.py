"""The journal of the house: who changed what, and when."""

from datetime import date, datetime, timedelta

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from aiuto.journal.queries import of_the_house
from aiuto.people.queries import all_colleagues
from aiuto.workspace.numbers import number_in
from aiuto.workspace.settings.entering import for_admins
from aiuto.workspace.settings.happening_words import ROOMS
from aiuto.workspace.settings.happenings import told
from aiuto.workspace.settings.places import page
from aiuto.workspace.shell import Reader

OLDEST = 2000


class Filter(forms.Form):
    """Which room, which person, which day; nothing is everything."""

    about = forms.ChoiceField(
        label=gettext_lazy("About"),
        required=False,
        choices=[("", gettext_lazy("everything")), *ROOMS.items()],
    )
    person = forms.TypedChoiceField(
        label=gettext_lazy("By"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=lambda: [("", _("everybody")), *((user.pk, str(user)) for user in all_colleagues())],
    )
    day = forms.DateField(
        label=gettext_lazy("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )


@require_safe
@for_admins
def show(request: Reader) -> HttpResponse:
    """A page of changes, the newest first."""
    form = Filter(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    since, until = _bounds(chosen.get("day"))
    behind = request.GET.get("behind", "")
    events, further = of_the_house(
        rooms=[chosen["about"]] if chosen.get("about") else list(ROOMS),
        actor=chosen.get("person"),
        since=since,
        until=until,
        behind=number_in(behind) or 0,
    )
    context = page(
        request,
        "journal",
        _("Journal"),
        form=form,
        happenings=told(events),
        further=_address(request, further),
        first=_address(request, None) if behind else "",
        filtered=any(chosen.values()),
    )
    return render(request, "workspace/settings/journal.html", context)


def _bounds(day: date | None) -> tuple[datetime | None, datetime | None]:
    """A whole day in the reader's time zone."""
    if day is None or not OLDEST <= day.year < 9999:
        return None, None
    begin = timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001 - aware in the same line
    return begin, begin + timedelta(days=1)


def _address(request: Reader, behind: int | None) -> str:
    """The same filter, from behind this event on; none behind means from the newest."""
    kept = {name: request.GET[name] for name in ("about", "person", "day") if request.GET.get(name)}
    query = kept | ({"behind": str(behind)} if behind else {})
    if behind == 0 or (behind is None and "behind" not in request.GET):
        return ""
    return reverse("workspace:journal") + (f"?{urlencode(query)}" if query else "")
