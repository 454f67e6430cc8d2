"""The list that a request was opened from: the way back, and the requests before and behind."""

from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from django.utils.translation import gettext as _

from aiuto.tickets.queries import Ticket
from aiuto.tickets.queries.filters import parse
from aiuto.tickets.queries.inbox import View
from aiuto.tickets.queries.meaning import meaning_of
from aiuto.tickets.queries.neighbours import Neighbours, in_filter, in_view
from aiuto.ui.addresses import address
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
        back = address("workspace:inbox_view", origin)
    else:
        meaning = meaning_of(parse(origin), request.user, now=now)
        beside, title = in_filter(request.user, ticket, meaning), _("The list")
        back = f"{address('workspace:filtered')}?{urlencode({'q': origin})}"
    return {"address": back, "title": title, **_links(beside, origin)}


def kept(request: Reader, reference: str) -> str:
    """The request's address, with the list that the page before was opened from."""
    origin = parse_qs(urlsplit(request.headers.get("Referer", "")).query).get("from", [""])[0][:LONGEST]
    return _with(reference, origin)


def _links(beside: Neighbours, origin: str) -> dict[str, str]:
    return {
        name: _with(reference, origin) if reference else ""
        for name, reference in (("before", beside.before), ("behind", beside.behind))
    }


def _with(reference: str, origin: str) -> str:
    here = address("workspace:ticket", reference)
    return f"{here}?{urlencode({'from': origin})}" if origin else here
