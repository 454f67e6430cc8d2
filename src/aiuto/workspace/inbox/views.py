"""The inbox: who needs help first."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from aiuto.tickets.queries import inbox
from aiuto.tickets.queries.counts import counts
from aiuto.tickets.queries.inbox import View
from aiuto.tickets.queries.walks import parse_place
from aiuto.workspace.shell import Reader, shell, signed_in

TABS = {
    View.MINE: (_("Mine"), "user-round"),
    View.UNASSIGNED: (_("Unassigned"), "hand"),
    View.TEAM: (_("My team"), "users-round"),
    View.OPEN: (_("All open"), "inbox"),
    View.WAITING: (_("Waiting"), "hourglass"),
    View.SNOOZED: (_("Snoozed"), "alarm-clock"),
    View.FOLLOWED: (_("Followed"), "eye"),
    View.SOLVED: (_("Solved"), "circle-check"),
}


@require_safe
@signed_in
def show(request: Reader, view: str = View.OPEN) -> HttpResponse:
    """One view of the inbox; asked for by htmx, its list alone."""
    if view not in TABS:
        raise Http404
    if request.htmx:
        return render(
            request, "workspace/inbox/_list.html", {"now": timezone.now(), **contents(request, view)}
        )
    return render(
        request, "workspace/inbox/page.html", shell(request, in_inbox=True, **contents(request, view))
    )


def contents(request: Reader, view: str) -> dict[str, Any]:
    """The list and its tabs, for the page and for its fragment."""
    behind = parse_place(request.GET.get("behind", ""))
    page = inbox.page(request.user, View(view), behind=behind)
    numbers = counts(request.user)
    here = reverse("workspace:inbox_view", args=[view])
    older = f"{here}?behind={page.older}" if page.older else ""
    return {
        "view": view,
        "title": TABS[View(view)][0],
        "tickets": page.tickets,
        "airy": not request.user.dense,
        "older": older if page.full else "",
        "further": "" if page.full else older,
        "first": here if behind else "",
        "tabs": [_tab(name, view, numbers) for name in TABS],
        "itself": request.get_full_path(),
    }


def _tab(name: View, current: str, numbers: dict[str, int]) -> dict[str, Any]:
    label, icon = TABS[name]
    address = reverse("workspace:inbox_view", args=[name])
    return {
        "url": address,
        "label": label,
        "icon": icon,
        "number": numbers.get(name),
        "current": name == current,
    }
