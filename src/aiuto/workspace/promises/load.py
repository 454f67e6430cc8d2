"""The lead's page: how much is due in each hour of the next three days."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from aiuto.people.queries import desk_choices, team_choices
from aiuto.promises.queries.load import MOST_LATE, load
from aiuto.ui import words
from aiuto.workspace.settings.entering import for_leads
from aiuto.workspace.shell import Reader, shell

DAYS, DAY = 3, timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Cell:
    """One hour of one day: how much is due, and its share (0 to 1) of the fullest hour."""

    number: int
    share: float


@require_safe
@for_leads
def show(request: Reader) -> HttpResponse:
    """Of all desks that one serves, or of one desk, or of one team."""
    now, chosen = timezone.now(), request.GET.get("of", "all")
    choices = _choices(request)
    if chosen not in choices:
        raise Http404
    found = load(
        request.user, now=now, until=_midnight(timezone.localdate(now) + DAYS * DAY), **choices[chosen][1]
    )
    here = reverse("workspace:promises_load")
    context = {
        "tabs": [
            {"url": f"{here}?of={name}", "label": label, "current": name == chosen}
            for name, (label, _given) in choices.items()
        ],
        "days": [words.weekday(day) for day in _days(now)],
        "hours": list(_hours(found.moments, now)),
        "more": found.more,
        "late": words.capped(found.late, MOST_LATE - 1),
        "is_late": found.late > 0,
    }
    return render(request, "workspace/promises/load.html", shell(request, **context))


def _choices(request: Reader) -> dict[str, tuple[str, dict[str, int]]]:
    """What can be looked at, by its name in the address."""
    desks = {f"desk-{one.pk}": (one.name, {"desk": one.pk}) for one in desk_choices(request.user)}
    teams = {
        f"team-{one.pk}": (_("team %(name)s") % {"name": one.name}, {"team": one.pk})
        for one in team_choices(request.user)
    }
    nothing: dict[str, int] = {}
    return {"all": (_("All"), nothing), **desks, **teams}


def _hours(moments: Iterable[datetime], now: datetime) -> Iterable[tuple[time, list[Cell]]]:
    """A row for each hour from the first to the last in which anything is due, with a cell a day."""
    counted = Counter((at.date(), at.hour) for at in map(timezone.localtime, moments))
    if not counted:
        return
    fullest = max(counted.values())
    hours = [hour for _day, hour in counted]
    for hour in range(min(hours), max(hours) + 1):
        numbers = [counted[day, hour] for day in _days(now)]
        yield time(hour), [Cell(number, number / fullest) for number in numbers]


def _days(now: datetime) -> list[date]:
    return [timezone.localdate(now) + number * DAY for number in range(DAYS)]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
