"""Hours: the week of a desk, with several spans a day, and the holidays of its country and province."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from aiuto.business_hours import BadSchedule
from aiuto.business_hours.regions import regions
from aiuto.flows.keep_schedule import Hours, keep_schedule
from aiuto.people.queries import schedule as schedule_of
from aiuto.people.queries import schedules
from aiuto.workspace.profile.forms import ZONES, Zones
from aiuto.workspace.settings.editing import Sectioned, edit, found
from aiuto.workspace.settings.entering import for_admins
from aiuto.workspace.settings.fortnight import Day, fortnight
from aiuto.workspace.settings.lands import LANDS
from aiuto.workspace.settings.places import page
from aiuto.workspace.settings.weeks import Unreadable, read_day, read_special, written_day, written_special
from aiuto.workspace.shell import Reader

DAYS = tuple(f"day_{number}" for number in range(7))
HOURS = ("name", "time_zone", "week", "country", "subdivision", "special_days")
OFFICE = {str(day): [["09:00", "13:00"], ["14:00", "18:00"]] for day in range(5)}


class Spans(forms.CharField):
    """One day's spans."""

    def clean(self, value: Any) -> Any:
        try:
            return read_day(super().clean(value))
        except Unreadable:
            raise forms.ValidationError(_("Write the hours like 9:00–13:00, 14:00–18:00.")) from None


class Days(forms.CharField):
    """Single days with hours of their own, a line each."""

    widget = forms.Textarea(attrs={"rows": 3})

    def clean(self, value: Any) -> Any:
        try:
            return read_special(super().clean(value))
        except Unreadable:
            raise forms.ValidationError(_("Write a line a day: 24/12/2026 9:00–13:00.")) from None


class ScheduleForm(Sectioned):
    SECTIONS = (
        ("", (("name", "time_zone"),)),
        (gettext_lazy("The week"), DAYS),
        (gettext_lazy("Holidays"), (("country", "subdivision"), "special_days")),
    )
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"), choices=ZONES, widget=Zones)
    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False, choices=LANDS)
    subdivision = forms.ChoiceField(
        label=gettext_lazy("Province or region"),
        required=False,
        help_text=gettext_lazy("With it the feast of the patron saint is a holiday too."),
    )
    special_days = Days(
        label=gettext_lazy("Days that are not like the others"),
        required=False,
        max_length=4000,
        help_text=gettext_lazy("A line a day: 24/12/2026 9:00–13:00. Without hours, it is closed."),
    )

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        for number, name in enumerate(DAYS):
            self.fields[name] = Spans(label=WEEKDAYS[number].capitalize(), required=False, max_length=120)
        country = self.data.get("country") if self.is_bound else self.initial.get("country")
        none = ("", _("the whole country"))
        self.fields["subdivision"].choices = [none, *regions(country or "")]  # type: ignore[attr-defined]

    def kept(self) -> Hours:
        """As the flow takes it."""
        given = self.cleaned_data
        week = {str(number): given[name] for number, name in enumerate(DAYS) if given[name]}
        names = ("name", "time_zone", "country", "subdivision", "special_days")
        return Hours(week=week, **{name: given[name] for name in names})


@require_safe
@for_admins
def show(request: Reader) -> HttpResponse:
    """All hours."""
    weeks = [(schedule, written_week(schedule.week)) for schedule in schedules()]
    context = page(request, "schedules", _("Hours"), schedules=weeks)
    return render(request, "workspace/settings/schedules.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_admins
def new(request: Reader) -> HttpResponse:
    """Hours for desks that keep others."""
    return _edit(request, None, _("New hours"), {"week": OFFICE, "time_zone": "Europe/Rome", "country": "IT"})


@require_http_methods(["GET", "HEAD", "POST"])
@for_admins
def one(request: Reader, schedule: int) -> HttpResponse:
    """One week and its holidays."""
    own = found(schedule_of(schedule))
    names = ("name", "time_zone", "week", "country", "subdivision")
    special = {"special_days": written_special(own.special_days)}
    return _edit(request, own, own.name, {name: getattr(own, name) for name in names} | special)


def written_week(week: dict[str, list[list[str]]]) -> list[tuple[str, str]]:
    """Days that have the same hours stand together: "Monday – Friday", "09:00–13:00, 14:00–18:00"."""
    stretches: list[list[Any]] = []
    for number in range(7):
        hours = written_day(week.get(str(number), []))
        if stretches and stretches[-1][2] == hours:
            stretches[-1][1] = number
        else:
            stretches.append([number, number, hours])
    return [(_days(first, last), hours) for first, last, hours in stretches if hours]


def _days(first: int, last: int) -> str:
    begin, end = WEEKDAYS[first].capitalize(), WEEKDAYS[last]
    return begin if first == last else f"{begin} – {end}"


def _edit(request: Reader, own: Any, title: str, kept: dict[str, Any]) -> HttpResponse:
    days = {name: written_day(kept["week"].get(str(number), [])) for number, name in enumerate(DAYS)}
    form = ScheduleForm(request.POST or None, initial=kept | days)
    if request.method == "POST" and "try" in request.POST and form.is_valid():
        context = _context(request, title) | {"form": form, "days": _days_of(form.kept())}
        return render(request, "workspace/settings/schedule.html", context)
    return edit(
        request,
        form,
        lambda _given: keep_schedule(own, form.kept(), by=request.user, now=timezone.now()),
        done=_("Kept."),
        then=reverse("workspace:schedules"),
        show=lambda: _context(request, title) | {"days": _days_of(_hours_of(own)) if own else []},
        template="workspace/settings/schedule.html",
    )


def _context(request: Reader, title: str) -> dict[str, Any]:
    return page(request, "schedules", title, above=[(reverse("workspace:schedules"), _("Hours"))])


def _hours_of(own: Any) -> Hours:
    return Hours(**{name: getattr(own, name) for name in HOURS})


def _days_of(hours: Hours) -> list[Day]:
    """Nothing where the hours make no sense; saving says why."""
    try:
        return fortnight(hours, timezone.now())
    except BadSchedule:
        return []
