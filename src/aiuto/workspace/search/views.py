"""Finding requests by what was said in them, customers by their names and saved replies; conditions narrow requests."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_safe

from aiuto.manual.queries import SavedReply, replies_for
from aiuto.tickets.queries import filters
from aiuto.tickets.queries.customers import Known, matching
from aiuto.tickets.queries.search import results
from aiuto.tickets.queries.walks import parse_place
from aiuto.workspace.search.drawing import FindingPen
from aiuto.workspace.shell import Reader, shell, signed_in
from aiuto.workspace.views.bar import bar_of

CUSTOMERS, REPLIES = 4, 3


@require_safe
@signed_in
def show(request: Reader) -> HttpResponse:
    """The page; asked for by htmx as one types, its results alone."""
    context = contents(request)
    if request.htmx:
        response = render(request, "workspace/search/_results.html", context)
    else:
        response = render(request, "workspace/search/page.html", shell(request, in_search=True, **context))
    patch_vary_headers(response, ["HX-Request"])
    patch_cache_control(response, private=True, no_store=True)
    return response


def contents(request: Reader) -> dict[str, Any]:
    """What was found, requests, customers and saved replies apart, and where to look on."""
    typed = request.GET.get("q", "").strip()[: filters.LONGEST]
    asked = filters.parse(typed)
    if not asked:
        return {"query": "", "typed": typed, "tickets": []}
    behind = parse_place(request.GET.get("behind", ""))
    found = results(request.user, asked, behind=behind, now=timezone.localtime())
    here = f"{reverse('workspace:search')}?{urlencode({'q': str(asked)})}"
    older = f"{here}&behind={found.page.older}" if found.page.older else ""
    words = "" if asked.terms or behind else asked.text
    return {
        "query": str(asked),
        "typed": typed,
        "tickets": found.page.tickets,
        "drawn": FindingPen(timezone.now(), found.snippets).rows(found.page.tickets),
        "customers": _customers(request, words),
        "replies": _replies(request, words),
        "bar": bar_of(asked, gone=found.gone),
        "older": older if found.page.full else "",
        "further": "" if found.page.full else older,
        "newer": here if behind else "",
    }


def _customers(request: Reader, words: str) -> list[Known]:
    """Only by words: conditions are those of requests."""
    return matching(request.user, words, limit=CUSTOMERS) if words else []


def _replies(request: Reader, words: str) -> list[SavedReply]:
    user = request.user
    return replies_for(user, language=user.language, words=words, limit=REPLIES) if words else []
