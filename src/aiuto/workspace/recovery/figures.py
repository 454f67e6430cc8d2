"""How recoveries went in some months, beside the year before: charts with tables beside them, never by person."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from aiuto.people.queries import desk_choices
from aiuto.recovery.queries.figures import (
    MONTHS,
    MOST_MONTHS,
    Case,
    Desk,
    Figures,
    Group,
    Month,
    Span,
    figures,
    last_year,
    span_at,
)
from aiuto.ui import words
from aiuto.ui.charts import Column
from aiuto.workspace.settings.entering import for_leads
from aiuto.workspace.shell import Reader, shell
from aiuto.workspace.spreadsheet import as_csv

COLUMNS = (
    "month", "cause", "failed_twice", "hours_to_fix", "came_back", "answer", "with_dignity", "bought_again",
)  # fmt: skip
"""The file's first line, the same in every language."""
HOUR = timedelta(hours=1)
YEARS = range(2000, 2101)
Counted = list[tuple[str, int]]


class MonthField(forms.CharField):
    """A month as 2026-03, which browsers let choose."""

    widget = forms.TextInput(
        attrs={"type": "month", "pattern": "[0-9]{4}-[0-9]{2}", "placeholder": "2026-03"}
    )

    def clean(self, value: Any) -> date:
        try:
            month = date.fromisoformat(f"{super().clean(value)}-01")
        except ValueError as error:
            raise ValidationError(_("Write a month as 2026-03.")) from error
        if month.year not in YEARS:
            raise ValidationError(_("Write a month as 2026-03."))
        return month


class SpanForm(forms.Form):
    """`cleaned_data["months"]` are the first and the last."""

    desk = forms.IntegerField(widget=forms.HiddenInput)
    first = MonthField(label=gettext_lazy("From"))
    last = MonthField(label=gettext_lazy("To"))

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if {"first", "last"} <= given.keys():
            months = {name: given[name] for name in ("first", "last")}
            years, more = given["last"].year - given["first"].year, given["last"].month - given["first"].month
            if not 0 <= years * 12 + more < MOST_MONTHS:
                raise ValidationError(_("Choose up to two years, the earlier month first."))
            given["months"] = months
        return given


@require_safe
@for_leads
def show(request: Reader) -> HttpResponse:
    """One desk's months, the last twelve unless others are asked for, first of all of who takes what names no other."""
    desk, desks = _desk(request)
    form, span = _span(request, desk)
    found, before = figures(desk, span), figures(desk, span.a_year_before())
    context = {
        "desk": desk,
        "form": form,
        "figures": found,
        "before": before,
        "causes": list(_by_month(found, before)),
        "blocked": _beside(found.blocked, before.blocked),
        "months": list(zip(found.months, before.months, strict=True)),
        "opened": _columns(found, lambda month: month.group.number),
        "fixed": [_times(name, month) for name, month in _named(found)],
        "budget": float(found.budget),
        "spent": _columns(found, lambda month: month.spent),
        "tabs": [
            {"url": _address(each, span), "label": each.name, "current": each == desk} for each in desks
        ],
        "file": _address(desk, span, "recovery_figures_file"),
    }
    return render(request, "workspace/recovery/figures.html", shell(request, **context))


@require_safe
@for_leads
def file(request: Reader) -> HttpResponse:
    """What the tables count, a line a recovery, for a spreadsheet."""
    desk, _desks = _desk(request)
    _form, span = _span(request, desk)
    rows = (_row(case) for case in figures(desk, span).all.cases)
    return as_csv(f"recoveries-{desk.pk}-figures", COLUMNS, rows)


def _desk(request: Reader) -> tuple[Desk, list[Desk]]:
    """The one that the address names, else the one that takes what names no other; and all to choose from."""
    desks = desk_choices(request.user)
    asked = (each for each in desks if str(each.pk) == request.GET.get("desk", ""))
    first = (each for each in desks if each.is_default)
    desk = next(chain(asked, first, desks), None)
    if desk is None:
        raise Http404
    return desk, desks


def _span(request: Reader, desk: Desk) -> tuple[SpanForm, Span]:
    """The months that the address names, where it names any that can be; else the last twelve."""
    usual = last_year(desk, now=timezone.now())
    shown = {name: f"{getattr(usual, name):%Y-%m}" for name in ("first", "last")}
    asked = {name: request.GET.get(name) or shown[name] for name in shown}
    form = SpanForm({"desk": desk.pk, **asked})
    return form, span_at(desk, **form.cleaned_data["months"]) if form.is_valid() else usual


def _address(desk: Desk, span: Span, name: str = "recovery_figures") -> str:
    wanted = {"desk": desk.pk, "first": f"{span.first:%Y-%m}", "last": f"{span.last:%Y-%m}"}
    return f"{reverse(f'workspace:{name}')}?{urlencode(wanted)}"


def _row(case: Case) -> list[object]:
    """As `COLUMNS` names it; nothing where it cannot be known."""
    hours = round(Decimal(case.fixed / HOUR), 1) if case.fixed is not None else None
    bought = None if case.bought is None else int(case.bought)
    said = [case.answer, int(case.dignity), bought]
    return [f"{case.month:%Y-%m}", case.cause, int(case.second), hours, int(case.again), *said]


def _by_month(found: Figures, before: Figures) -> Iterable[dict[str, Any]]:
    """Each cause with its number in every month and in all a year before, and its share of the most frequent one."""
    most = max((group.number for _name, group in found.causes), default=0)
    causes, once = dict(found.causes), dict(before.causes)
    for name in [*causes, *(each for each in once if each not in causes)]:
        group, was = causes.get(name, Group([])), once.get(name, Group([]))
        numbers = [group.of(month.begin).number for month in found.months]
        share = group.number / most if most else 0
        told = {"numbers": numbers, "all": group.number, "share": share}
        yield {"name": name, "before": was.number, "again": group.repeats.number, **told}


def _beside(found: Counted, before: Counted) -> list[tuple[str, int, int]]:
    """Each kind with its number and that of a year before."""
    now, once = dict(found), dict(before)
    return [(kind, now.get(kind, 0), once.get(kind, 0)) for kind in {**now, **once}]


def _named(found: Figures) -> Iterable[tuple[str, Month]]:
    """Each month with its name; of more than a year January says which."""
    more = len(found.months) > MONTHS
    for month in found.months:
        short = words.month(month.begin, short=True)
        yield f"{short} {month.begin:%y}" if more and month.begin.month == 1 else short, month


def _columns(found: Figures, value_of: Callable[[Month], Any]) -> list[Column]:
    return [_column(name, value_of(month)) for name, month in _named(found)]


def _column(name: str, value: Any) -> Column:
    return Column(name, number_format(round(value)) if value else "", float(value))


def _times(name: str, month: Month) -> Column:
    """The middle, with a whisker up to what nine of ten stayed under; nothing where they are few."""
    fixed = month.group.fixed
    if fixed is None or fixed.is_few:
        return Column(name, "", 0)
    middle, ninth = fixed.middle.total_seconds(), fixed.ninth.total_seconds()
    return Column(name, words.elapsed(middle), middle, ninth)
