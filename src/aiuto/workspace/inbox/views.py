"""The inbox: who needs help first."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from aiuto.flows.choose_density import choose_density
from aiuto.tickets.queries import inbox
from aiuto.tickets.queries.inbox import Listed, Page, View
from aiuto.tickets.queries.standing import standing
from aiuto.tickets.queries.walks import parse_place
from aiuto.workspace.away.uncovered import is_uncovered
from aiuto.workspace.navigation import VIEWS, navigation
from aiuto.workspace.shell import Reader, shell, signed_in
from aiuto.workspace.views.bar import bar_of_view

IN_SIGHT = 3


@require_safe
@signed_in
def show(request: Reader, view: str = View.OPEN) -> HttpResponse:
    """One view of the inbox; asked for by htmx, its list alone, or the rows that come next."""
    if view not in VIEWS:
        raise Http404
    name = View(view)
    behind, until = (parse_place(request.GET.get(key, "")) for key in ("behind", "until"))
    page = inbox.page(request.user, name, behind=behind, until=until)
    longest = inbox.longest_of(request.user, name) if behind else page.longest
    here = reverse("workspace:inbox_view", args=[view])
    context = listing(request, page, here=here, origin=view, longest=longest)
    context |= {"view": view, "title": VIEWS[name][0], "bar": bar_of_view(view)}
    context["is_uncovered"] = not request.htmx and is_uncovered(request.user, timezone.now())
    return answer(request, context, "workspace/inbox/page.html")


@require_safe
@signed_in
def places(request: Reader) -> HttpResponse:
    """The navigation alone, for a page that stands open: a header says which one it is."""
    path = str(request.htmx.current_url_abs_path or "/").partition("?")[0]
    found = navigation(standing(request.user), path)
    listed = any(place.current for place in found.views)
    return render(request, "workspace/_places.html", {"places": found, "with_tabs": listed})


@require_POST
@signed_in
def density(request: Reader) -> HttpResponse:
    """Dense or airy lists, from now on and on all screens."""
    choose_density(request.user, dense=request.POST.get("dense") == "1", now=timezone.now())
    back = request.POST.get("back", "/")
    local = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back if local and back.startswith("/") else "/")


def listing(
    request: Reader,
    page: Page,
    *,
    here: str,
    origin: str,
    longest: Listed | None = None,
    query: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """What `_list.html` shows of a page. `here` and `query` are the list's address, `origin` what its rows carry."""

    def address(**place: object) -> str:
        given = {**(query or {}), **place}
        return f"{here}?{urlencode(given)}" if given else here

    older = address(behind=page.older) if page.older else ""
    return {
        "tickets": page.tickets,
        "longest": longest,
        "longest_in_sight": longest in page.tickets[:IN_SIGHT],
        "older": older if page.full else "",
        "further": "" if page.full else older,
        "more": address(behind=page.older, more=1) if page.older else "",
        "first": address() if request.GET.get("behind") else "",
        "kept": address(until=page.last) if page.last else address(),
        "origin": origin,
        "airy": not request.user.dense,
        "itself": request.get_full_path(),
    }


def answer(request: Reader, context: dict[str, Any], template: str) -> HttpResponse:
    """The whole page; for htmx the list, or the next rows, and then the page's address holds them all."""
    if request.htmx:
        more = "more" in request.GET
        part = "workspace/inbox/_more.html" if more else "workspace/inbox/_list.html"
        response = render(request, part, {"now": timezone.now(), **context})
        if more:
            response.headers["HX-Replace-Url"] = context["kept"]
    else:
        response = render(request, template, shell(request, in_inbox=True, **context))
    patch_vary_headers(response, ["HX-Request"])
    patch_cache_control(response, private=True, no_store=True)
    return response
