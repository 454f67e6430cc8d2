"""The week in the calendar: days beside each other, by the hour, with what is due and when the desks are open."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from aiuto.people.queries import desks_of
from aiuto.promises.queries import Promise
from aiuto.promises.queries.kinds import kind_choices, parted
from aiuto.promises.queries.week import Open, week
from aiuto.ui import words
from aiuto.workspace.promises.pages import CALENDAR, DAY, WEEK, WHOSE, tabs, week_address
from aiuto.workspace.shell import Reader, shell, signed_in

JOINED = "\u2060–\u2060"
"""A dash at which no line breaks."""
YEARS = range(1990, 2200)
"""In which anything can be due, and far from the ends of the calendar."""


@dataclass(slots=True)
class Hour:
    """One hour of one day; `goes_on`: an appointment that began before lasts into it."""

    is_open: bool = False
    goes_on: bool = False
    promises: list[Promise] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Day:
    """Its hours from the first to the last that the week shows; `opens` in words: "9:00–13:00"."""

    day: date
    title: str
    opens: list[str]
    hours: list[Hour]


@require_safe
@signed_in
def show(request: Reader) -> HttpResponse:
    """The week of a day, of one's own requests or of all that one's teams serve."""
    whose, kind = request.GET.get("whose", "mine"), request.GET.get("kind", "")
    kinds = kind_choices(desks_of(request.user))
    if whose not in WHOSE or kind not in {"", *dict(kinds)}:
        raise Http404
    now, monday = timezone.now(), _monday(request.GET.get("day", ""))
    since, until = _midnight(monday), _midnight(monday + WEEK * DAY)
    own = parted(kind) if kind else None
    found = week(request.user, mine=whose == "mine", since=since, until=until, kind=own)
    first, last = _hours(found.promises, found.opens)
    chosen = {"whose": whose, "kind": kind}
    context = {
        "days": list(_days(monday, found.promises, found.opens, first, last)),
        "clock": [time(hour) for hour in range(first, last)],
        "more": found.more,
        "title": words.weekday(monday),
        "before": week_address(**chosen, day=monday - WEEK * DAY),
        "after": week_address(**chosen, day=monday + WEEK * DAY),
        "this": week_address(**chosen),
        "monday": monday.isoformat() if "day" in request.GET else "",
        "today": timezone.localdate(now),
        "now": now,
        "kinds": kinds,
        **tabs(CALENDAR, day=request.GET.get("day", ""), **chosen),
        **chosen,
    }
    return render(request, "workspace/promises/week.html", shell(request, **context))


def _monday(day: str) -> date:
    """That of the day's week; of today's without one."""
    try:
        wanted = date.fromisoformat(day) if day else timezone.localdate()
    except ValueError:
        raise Http404 from None
    if wanted.year not in YEARS:
        raise Http404
    return wanted - wanted.weekday() * DAY


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _hours(promises: Iterable[Promise], opens: Iterable[Open]) -> tuple[int, int]:
    """From the first hour in which anything is due or open to the end of the last."""
    begins = [
        timezone.localtime(at).hour for at in (*(one.due_at for one in promises), *(b for b, _e in opens))
    ]
    ends = [_last_hour(end) for _begin, end in opens] + begins
    return min(begins, default=9), max(ends, default=17) + 1


def _last_hour(end: datetime) -> int:
    """The hour that ends then or goes on beyond it."""
    return timezone.localtime(end - timedelta(microseconds=1)).hour


def _days(
    monday: date, promises: Iterable[Promise], opens: Iterable[Open], first: int, last: int
) -> Iterator[Day]:
    found, spans = list(promises), list(opens)
    for number in range(WEEK):
        day = monday + number * DAY
        begin, end = _midnight(day), _midnight(day + DAY)
        own = [(max(begin, opened), min(end, closed)) for opened, closed in spans]
        own = [(opened, closed) for opened, closed in own if opened < closed]
        hours = [_hour(begin, number, found, own) for number in range(first, last)]
        yield Day(day, words.weekday(day), [_span(*each) for each in own], hours)


def _hour(midnight: datetime, number: int, promises: Iterable[Promise], opens: Iterable[Open]) -> Hour:
    """By the clock on the wall, so that a night in which it is set has its hours, too."""
    begin = midnight.replace(hour=number)
    end = begin + timedelta(hours=1)
    hour = Hour(is_open=any(opened < end and closed > begin for opened, closed in opens))
    for promise in promises:
        if begin <= promise.due_at < end:
            hour.promises.append(promise)
        elif promise.until and promise.due_at < begin < promise.until:
            hour.goes_on = True
    return hour


def _span(begin: datetime, end: datetime) -> str:
    opened, closed = timezone.localtime(begin), timezone.localtime(end)
    ends = f"{closed:%H:%M}" if closed.date() == opened.date() else "24:00"
    return f"{opened:%H:%M}{JOINED}{ends}"
