"""Everything that is owed, on a time line; and how well it is kept."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise as Text
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from aiuto.people.policies import leads
from aiuto.people.queries import User, desks_of
from aiuto.promises.queries import Promise
from aiuto.promises.queries.answering import speeds
from aiuto.promises.queries.calls import called_back
from aiuto.promises.queries.covering import takers
from aiuto.promises.queries.kept import BY, asked_again, lateness, tallies, total
from aiuto.promises.queries.kinds import kind_choices, parted
from aiuto.promises.queries.lists import page
from aiuto.promises.queries.reminders import reminded
from aiuto.recovery.queries.dignified import ended_tickets
from aiuto.tickets.queries import waits
from aiuto.tickets.queries.helped import Share, figures, lasted_by
from aiuto.tickets.queries.walks import parse_place
from aiuto.ui import words
from aiuto.workspace.away.uncovered import is_uncovered
from aiuto.workspace.shell import Reader, shell, signed_in

MONTH, WEEK, DAY = timedelta(days=30), 7, timedelta(days=1)
SPANS: dict[str, str | Text] = {
    "all": gettext_lazy("All"),
    "late": gettext_lazy("Late"),
    "today": gettext_lazy("Today"),
    "week": gettext_lazy("This week"),
}
CALENDAR = "calendar"
WHOSE: dict[str, str | Text] = {"mine": gettext_lazy("Mine"), "team": gettext_lazy("My teams")}
LASTED_BY = {"reason": "reason__name", "team": "team__name"}
GROUPS: dict[str, str | Text] = {
    "kind": gettext_lazy("by kind"),
    "reason": gettext_lazy("by reason"),
    "team": gettext_lazy("by team"),
}


@dataclass(frozen=True, slots=True)
class Day:
    """The promises of one day, or all that are late, each with who else could take it."""

    title: str
    promises: list[tuple[Promise, User | None]]
    late: bool = False


@require_safe
@signed_in
def show(request: Reader) -> HttpResponse:
    """What is owed on one's own requests, or on all that one's teams serve."""
    span, whose = request.GET.get("span", "all"), request.GET.get("whose", "mine")
    kind, kinds = request.GET.get("kind", ""), kind_choices(desks_of(request.user))
    if span not in SPANS or whose not in WHOSE or kind not in {"", *dict(kinds)}:
        raise Http404
    now, behind = timezone.now(), parse_place(request.GET.get("behind", ""))
    found = page(
        request.user,
        mine=whose == "mine",
        until=_end_of(span, now),
        late=span == "late",
        behind=behind,
        kind=parted(kind) if kind else None,
    )
    chosen = {"span": span, "whose": whose, "kind": kind}
    context = {
        "days": list(_days(found.promises, now)),
        **tabs(span, whose=whose, kind=kind),
        "kinds": kinds,
        "kind": kind,
        "span": span,
        "older": _address(**chosen, behind=found.older) if found.older else "",
        "first": _address(**chosen) if behind else "",
        "whose": whose,
        "is_lead": leads(request.user),
        "is_uncovered": is_uncovered(request.user, now),
    }
    return render(request, "workspace/promises/page.html", shell(request, **context))


@require_safe
@signed_in
def kept(request: Reader) -> HttpResponse:
    """How well promises were kept of late, by kind, reason or team."""
    by, now = request.GET.get("by", "kind"), timezone.now()
    if by not in BY:
        raise Http404
    since, apart = now - MONTH, ended_tickets()
    found = tallies(request.user, by=by, since=since, until=now, apart=apart)
    speed, all_speed = speeds(request.user, by=by, since=since, until=now, apart=apart)
    lasted = _lasted(request, by, since=since, until=now, apart=apart)
    context = {
        "tallies": [(one, lasted.get(one.name)) for one in found],
        "speeds": [(one, lasted.get(one.name)) for one in speed],
        "all_speed": all_speed,
        "is_parted": by in LASTED_BY,
        "total": total(found),
        "helped": figures(request.user, since=since, until=now, apart=apart),
        "late": lateness(request.user, since=since, until=now, apart=apart),
        "again": asked_again(request.user, since=since, until=now),
        "waits": waits.figures(request.user, since=since, until=now),
        "missed": called_back(request.user, since=since, until=now),
        "reminded": reminded(request.user, since=since, until=now),
        "groups": [
            {"url": f"{request.path}?by={name}", "label": label, "current": name == by}
            for name, label in GROUPS.items()
        ],
        "by": GROUPS[by],
    }
    return render(request, "workspace/promises/kept.html", shell(request, **context))


def _lasted(request: Reader, by: str, **which: Any) -> dict[str, Share]:
    """What lasted of each group, so that no figure of speed stands without it; a kind of promise solves nothing."""
    return lasted_by(request.user, LASTED_BY[by], **which) if by in LASTED_BY else {}


def _end_of(span: str, now: datetime) -> datetime | None:
    """Where the span ends on the reader's clock."""
    if span == "late":
        return now
    days = {"today": 1, "week": WEEK}.get(span)
    if days is None:
        return None
    today = timezone.localdate(now)
    return timezone.make_aware(datetime.combine(today + days * DAY, time()))


def _days(promises: list[Promise], now: datetime) -> list[Day]:
    days: dict[str, Day] = {}
    could = takers(promises, now=now)
    for promise in promises:
        late = promise.ends_at <= now
        title = _("Late") if late else _named(timezone.localdate(promise.due_at), timezone.localdate(now))
        days.setdefault(title, Day(title, [], late=late)).promises.append(
            (promise, could.get(promise.ticket_id))
        )
    return list(days.values())


def _named(day: date, today: date) -> str:
    near = {today: _("Today"), today + DAY: _("Tomorrow")}
    return near.get(day) or words.weekday(day)


def tabs(span: str, *, whose: str, kind: str, day: str = "") -> dict[str, list[dict[str, Any]]]:
    """Whose, and from when to when: each leads on with the rest as it is chosen; the last is the calendar."""
    own = {"whose": whose, "kind": kind}
    here = partial(week_address, day=day) if span == CALENDAR else partial(_address, span=span)
    spans = [_tab(_address(**own, span=name), label, name == span) for name, label in SPANS.items()]
    calendar = _tab(week_address(**own), _("Calendar"), span == CALENDAR)
    people = [_tab(here(whose=name, kind=kind), label, name == whose) for name, label in WHOSE.items()]
    return {"spans": [*spans, calendar], "people": people}


def _tab(url: str, label: Any, current: bool) -> dict[str, Any]:
    return {"url": url, "label": label, "current": current}


def week_address(**query: object) -> str:
    """The calendar's page."""
    return _with(reverse("workspace:promises_week"), query)


def _address(**query: object) -> str:
    return _with(reverse("workspace:promises"), query)


def _with(path: str, query: dict[str, object]) -> str:
    given = urlencode({name: value for name, value in query.items() if value})
    return f"{path}?{given}" if given else path
