"""The list of notices, the newest of them in the bell, and what the browser should say aloud."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from aiuto.flows.read_notices import read_notices
from aiuto.notices import queries
from aiuto.notices.queries import sentence
from aiuto.people.queries import names_of
from aiuto.promises.queries import State, first_due
from aiuto.promises.queries.covering import takers
from aiuto.tickets.queries import reachable_by
from aiuto.workspace.numbers import number_in
from aiuto.workspace.shell import Reader, shell, signed_in

OF_PROMISES: dict[str, str] = {
    queries.Kind.PROMISE_DUE: State.OPEN,
    queries.Kind.PROMISE_BROKEN: State.BROKEN,
}
"""Notices of promises, and the state in which one is that they are about."""
PLACES = {queries.Kind.CLAIM_UNTRUE: "claims", queries.Kind.NOT_SENT: "write_first"}
TITLES = {
    queries.Kind.CLAIM_UNTRUE: gettext_lazy("What we claim"),
    queries.Kind.NOT_SENT: gettext_lazy("A first message of yours"),
}
"""Of notices that are about no request."""


@dataclass(frozen=True, slots=True)
class Told:
    """A notice in words; without `url` when its request is no longer among the reader's."""

    id: int
    at: datetime
    icon: str
    sentence: str
    title: str
    url: str
    unread: bool
    kind: str
    ticket: int | None
    reference: str = ""
    promise: Any = None
    taker: Any = None


@require_safe
@signed_in
def show(request: Reader) -> HttpResponse:
    """One page of all notices; asked for by htmx, its list alone."""
    page = queries.page(request.user, behind=_number(request, "behind"))
    here = reverse("workspace:notices")
    context = {
        "notices": with_acts(told(request, page.notices)),
        "older": f"{here}?behind={page.older}" if page.older else "",
        "first": here if "behind" in request.GET else "",
        "itself": request.get_full_path(),
        "now": timezone.now(),
    }
    if request.htmx:
        return render(request, "workspace/notices/_list.html", context)
    return render(request, "workspace/notices/page.html", shell(request, in_notices=True, **context))


@require_safe
@signed_in
def newest(request: Reader) -> HttpResponse:
    """What the bell unfolds."""
    notices = told(request, queries.page(request.user, size=queries.NEWEST).notices)
    return render(request, "workspace/notices/_newest.html", {"notices": notices, "now": timezone.now()})


@require_safe
@signed_in
def loud(request: Reader) -> HttpResponse:
    """How many notices wait, and what came behind an id that the browser should show."""
    standing = queries.standing(request.user)
    found = queries.for_browser(request.user, behind=_number(request, "behind") or 0, now=timezone.now())
    shown = [
        {"id": one.id, "title": one.title, "text": one.sentence, "url": one.url}
        for one in told(request, found)
    ]
    if len(shown) > queries.AT_ONCE:
        many = ngettext("%(number)d new notice", "%(number)d new notices", standing.unread)
        text = many % {"number": standing.unread}
        shown = [{"id": standing.newest, "title": "Aiuto", "text": text, "url": reverse("workspace:notices")}]
    return JsonResponse({"unread": standing.unread, "newest": standing.newest, "loud": shown})


@require_POST
@signed_in
def read(request: Reader) -> HttpResponse:
    """Take one notice for read (`notice`), or all, and go back to the list."""
    one = request.POST.get("notice", "")
    only = [number_in(one) or 0] if one else None
    read_notices(request.user, only=only, now=timezone.now())
    return redirect("workspace:notices")


def told(request: Reader, notices: Iterable[Any]) -> list[Told]:
    """The notices in the reader's words, with what they may open."""
    notices = list(notices)
    reachable = reachable_by(request.user).select_related("customer")
    tickets = reachable.in_bulk({notice.ticket for notice in notices if notice.ticket})
    names = names_of(notice.actor for notice in notices if notice.actor)
    return [_told(notice, tickets.get(notice.ticket), names) for notice in notices]


def with_acts(notices: list[Told]) -> list[Told]:
    """Those of promises with what is due first, or broken, there: to be kept, moved or handed over from the list."""
    about = {one.ticket for one in notices if one.ticket and one.kind in OF_PROMISES and one.reference}
    owed = first_due(about)
    could, shown = takers(owed.values(), now=timezone.now()), []
    for one in notices:
        promise = owed.get((one.ticket or 0, OF_PROMISES.get(one.kind, "")))
        shown.append(replace(one, promise=promise, taker=could.get(one.ticket or 0)))
    return shown


def _told(notice: Any, ticket: Any, names: dict[int, str]) -> Told:
    return Told(
        id=notice.pk,
        at=notice.at,
        icon=queries.ICONS[notice.kind],
        sentence=sentence(notice, names, customer=_customer(ticket)),
        title=(ticket.subject or ticket.reference) if ticket else str(TITLES.get(notice.kind, "")),
        url=_place(notice, ticket),
        unread=notice.read_at is None,
        kind=notice.kind,
        ticket=notice.ticket,
        reference=ticket.reference if ticket else "",
    )


def _place(notice: Any, ticket: Any) -> str:
    if ticket:
        return reverse("workspace:ticket", args=[ticket.reference])
    return reverse(f"workspace:{PLACES[notice.kind]}") if notice.kind in PLACES else ""


def _customer(ticket: Any) -> str:
    return ticket.customer.name if ticket and ticket.customer else ""


def _number(request: Reader, name: str) -> int | None:
    return number_in(request.GET.get(name, "")) or None
