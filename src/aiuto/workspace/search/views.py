"""Finding requests by what was said in them."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from aiuto.tickets.queries.search import search
from aiuto.workspace.shell import Reader, shell, signed_in

LONGEST = 500


@require_safe
@signed_in
def show(request: Reader) -> HttpResponse:
    """The page; asked for by htmx, its results alone."""
    context = contents(request)
    if request.htmx:
        return render(request, "workspace/search/_results.html", {"now": timezone.now(), **context})
    return render(request, "workspace/search/page.html", shell(request, in_search=True, **context))


def contents(request: Reader) -> dict[str, Any]:
    """What was found, newest first, and where to look on."""
    query = request.GET.get("q", "").strip()[:LONGEST]
    if not query:
        return {"query": "", "hits": [], "further": "", "older": ""}
    before = request.GET.get("before", "")
    place = int(before) if before.isascii() and before.isdigit() and len(before) < 18 else None
    found = search(request.user, query, before=place)
    here, further = reverse("workspace:search"), ""
    if found.further is not None:
        further = f"{here}?{urlencode({'q': query, 'before': found.further})}"
    return {
        "query": query,
        "hits": found.hits,
        "further": further if found.paused else "",
        "older": "" if found.paused else further,
        "newer": f"{here}?{urlencode({'q': query})}" if place else "",
    }
