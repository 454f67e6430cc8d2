"""The list that a request was opened from: the way back, and the requests before and behind."""

from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from django.urls import reverse
from django.utils.translation import gettext as _

from aiuto.tickets.queries import Ticket
from aiuto.tickets.queries.filters import parse
from aiuto.tickets.queries.inbox import View
from aiuto.tickets.queries.meaning import meaning_of
from aiuto.tickets.queries.neighbours import Neighbours, in_filter, in_view
from aiuto.workspace.navigation import VIEWS
from aiuto.workspace.shell import Reader

LONGEST = 500


def contents(request: Reader, ticket: Ticket, *, now: datetime) -> dict[str, Any] | None:
    """`from` in the address names a view of the inbox, or holds the words of a filter; None without it."""
    origin = request.GET.get("from", "")[:LONGEST]
    if not origin:
        return None
    if origin in VIEWS:
        view = View(origin)
        beside, title = in_view(request.user, ticket, view), VIEWS[view][0]
        address = reverse("workspace:inbox_view", args=[origin])
    else:
        meaning = meaning_of(parse(origin), request.user, now=now)
        beside, title = in_filter(request.user, ticket, meaning), _("The list")
        address = f"{reverse('workspace:filtered')}?{urlencode({'q': origin})}"
    return {"address": address, "title": title, **_links(beside, origin)}


def kept(request: Reader, reference: str) -> str:
    """The request's address, with the list that the page before was opened from."""
    address = reverse("workspace:ticket", args=[reference])
    origin = parse_qs(urlsplit(request.headers.get("Referer", "")).query).get("from", [""])[0][:LONGEST]
    return _with(address, origin)


def _links(beside: Neighbours, origin: str) -> dict[str, str]:
    return {
        name: _with(reverse("workspace:ticket", args=[reference]), origin) if reference else ""
        for name, reference in (("before", beside.before), ("behind", beside.behind))
    }


def _with(address: str, origin: str) -> str:
    return f"{address}?{urlencode({'from': origin})}" if origin else address
