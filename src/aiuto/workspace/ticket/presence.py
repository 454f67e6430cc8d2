"""Who else is at a request: told by each page that is open, shown to the others."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from aiuto.flows import leave as leaving
from aiuto.flows import look as looking
from aiuto.people.queries import User
from aiuto.tickets.queries import Ticket, conversation, presence
from aiuto.workspace.shell import Reader, signed_in


def contents(request: Reader, ticket: Ticket, *, now: datetime) -> dict[str, Any]:
    """The others who look, and the names of those who write."""
    return told(presence.at(ticket, except_user=request.user, now=now))


def told(others: Sequence[tuple[User, bool]]) -> dict[str, Any]:
    """The same of people who have been read with other things."""
    return {
        "others_here": [(str(person), "writes" if writing else "looks") for person, writing in others],
        "writers": [str(person) for person, writing in others if writing],
    }


@require_safe
@signed_in
def show(request: Reader, reference: str) -> HttpResponse:
    """The part of the page that says who is here."""
    return _part(request, conversation.place_for(request.user, reference))


@require_POST
@signed_in
def look(request: Reader, reference: str) -> HttpResponse:
    """The page is open (`gone`: no more); `writing` says whether somebody types. Answers who else is here."""
    if "gone" in request.POST:
        leaving.leave(reference, user=request.user)
        return HttpResponse(status=204)
    writing = "writing" in request.POST
    return _part(request, looking.look(reference, user=request.user, writing=writing, now=timezone.now()))


def _part(request: Reader, ticket: Ticket) -> HttpResponse:
    context = {"ticket": ticket, **contents(request, ticket, now=timezone.now())}
    return render(request, "workspace/ticket/_presence.html", context)
