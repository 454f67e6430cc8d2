"""How recoveries went in a year, for who manages a desk: charts with their tables beside, never by person."""

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from itertools import chain
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.views.decorators.http import require_safe

from aiuto.people.queries import desk_choices
from aiuto.recovery.queries.figures import Case, Desk, Figures, Month, figures
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


@require_safe
@for_leads
def show(request: Reader) -> HttpResponse:
    """One desk's last twelve months, first of all of the one that takes what names no other."""
    desk, desks = _desk(request)
    found = figures(desk, now=timezone.now())
    context = {
        "desk": desk,
        "figures": found,
        "causes": list(_by_month(found)),
        "opened": [_column(each, each.group.number) for each in found.months],
        "fixed": [_times(each) for each in found.months],
        "budget": float(found.budget),
        "spent": [_column(each, each.spent) for each in found.months],
        "tabs": [{"url": _address(each), "label": each.name, "current": each == desk} for each in desks],
        "file": _address(desk, "recovery_figures_file"),
    }
    return render(request, "workspace/recovery/figures.html", shell(request, **context))


@require_safe
@for_leads
def file(request: Reader) -> HttpResponse:
    """What the tables count, a line a recovery, for a spreadsheet."""
    desk, _desks = _desk(request)
    rows = (_row(case) for case in figures(desk, now=timezone.now()).all.cases)
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


def _address(desk: Desk, name: str = "recovery_figures") -> str:
    return f"{reverse(f'workspace:{name}')}?{urlencode({'desk': desk.pk})}"


def _row(case: Case) -> list[object]:
    """As `COLUMNS` names it; nothing where it cannot be known."""
    hours = round(Decimal(case.fixed / HOUR), 1) if case.fixed is not None else None
    bought = None if case.bought is None else int(case.bought)
    said = [case.answer, int(case.dignity), bought]
    return [f"{case.month:%Y-%m}", case.cause, int(case.second), hours, int(case.again), *said]


def _by_month(found: Figures) -> Iterable[dict[str, Any]]:
    """Each cause with its number in every month, and its share of the most frequent one."""
    most = max((group.number for _name, group in found.causes), default=0)
    for name, group in found.causes:
        numbers = [group.of(month.begin).number for month in found.months]
        yield {"name": name, "numbers": numbers, "all": group.number, "share": group.number / most}


def _column(month: Month, value: Any) -> Column:
    text = number_format(round(value)) if value else ""
    return Column(words.month(month.begin, short=True), text, float(value))


def _times(month: Month) -> Column:
    """The middle, with a whisker up to what nine of ten stayed under; nothing where they are few."""
    name, fixed = words.month(month.begin, short=True), month.group.fixed
    if fixed is None or fixed.is_few:
        return Column(name, "", 0)
    middle, ninth = fixed.middle.total_seconds(), fixed.ninth.total_seconds()
    return Column(name, words.elapsed(middle), middle, ninth)
