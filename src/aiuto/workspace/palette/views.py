"""The command palette: a dialog on every page, and a page of its own where there is no script."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from aiuto.manual.queries import replies_for
from aiuto.tickets.queries import customers
from aiuto.tickets.queries.search import search
from aiuto.tickets.queries.views import views_for
from aiuto.ui.beginnings import begins
from aiuto.workspace.palette.commands import GROUPS, Command, commands_for, sheet
from aiuto.workspace.shell import Reader, shell, signed_in

LONGEST = 200
FOUND, REPLIES = 6, 3


@require_safe
@signed_in
def go(request: Reader) -> HttpResponse:
    """All commands; without a script those that match `q`, and what it finds."""
    query = request.GET.get("q", "").strip()[:LONGEST]
    context = {
        "groups": _groups(request, query),
        "saved": views_for(request.user),
        "back": (request.htmx.current_url_abs_path or "/") if request.htmx else "/",
    }
    if request.htmx:
        return render(request, "workspace/palette/_commands.html", context)
    context |= {"query": query, **found(request, query)}
    return render(request, "workspace/palette/page.html", shell(request, **context))


@require_safe
@signed_in
def find(request: Reader) -> HttpResponse:
    """Requests, customers and saved replies that the words mean, as one types."""
    query = request.GET.get("q", "").strip()[:LONGEST]
    if not request.htmx:
        return redirect(f"{reverse('workspace:go')}?{urlencode({'q': query})}")
    return render(request, "workspace/palette/_found.html", {"now": timezone.now(), **found(request, query)})


@require_safe
@signed_in
def keys(request: Reader) -> HttpResponse:
    """Every key and what it does."""
    context = {"sheet": sheet(request.user)}
    if request.htmx:
        return render(request, "workspace/palette/_sheet.html", context)
    return render(request, "workspace/palette/keys.html", shell(request, **context))


@dataclass(frozen=True, slots=True)
class Part:
    """What was found of one kind, and the template that draws each."""

    title: str
    drawn_by: str
    found: Sequence[Any]


def found(request: Reader, query: str) -> dict[str, Any]:
    """What the words mean: customers of this name first; else requests, and of them one named outright."""
    if not query:
        return {"parts": [], "searched": ""}
    user = request.user
    people = customers.matching(user, query, limit=FOUND)
    people.sort(key=lambda known: not known.is_called(query))
    replies = replies_for(user, language=user.language, words=query, limit=REPLIES)
    parts = [
        Part(_("Requests"), "workspace/palette/_request.html", search(user, query, limit=FOUND).hits),
        Part(_("Customers"), "workspace/palette/_customer.html", people),
        Part(_("Saved replies"), "workspace/palette/_reply.html", replies),
    ]
    if people and people[0].is_called(query):
        parts.insert(0, parts.pop(1))
    return {"parts": [part for part in parts if part.found], "searched": query}


def _groups(request: Reader, query: str) -> list[tuple[Any, list[Command]]]:
    listed = [
        command for command in commands_for(request.user) if begins(query, f"{command.label} {command.words}")
    ]
    groups = [(title, [c for c in listed if c.group == group]) for group, title in GROUPS.items()]
    return [(title, commands) for title, commands in groups if commands]
