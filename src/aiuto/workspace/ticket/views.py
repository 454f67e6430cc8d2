"""One request: the conversation, where its answers are, and what can be done."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from aiuto.flows.hide_events import hide_events
from aiuto.journal.queries import latest
from aiuto.tickets.queries import Ticket, conversation
from aiuto.workspace.numbers import number_in
from aiuto.workspace.recovery import stepper
from aiuto.workspace.shell import Reader, shell, signed_in
from aiuto.workspace.ticket import acts, composer, neighbours, presence, thread

MAIN = "main"


@require_safe
@signed_in
def show(request: Reader, reference: str) -> HttpResponse:
    """The page; else, asked for by htmx, the messages behind one (`from`) or some earlier ones (`before`).

    The live line's place is read before the messages, so that none falls between.
    """
    ticket = conversation.ticket(request.user, reference)
    part = request.htmx and request.htmx.target != MAIN
    now, page = timezone.now(), {} if part else _frame(request, ticket)
    before, behind = _number(request, "before"), _number(request, "from")
    talk = thread.contents(ticket, before=before, behind=behind, reader=request.user, now=now)
    shown = {
        "now": now,
        "ticket": ticket,
        **head(ticket, request),
        **presence.told(talk["near"].others),
        **talk,
    }
    if part:
        template = "workspace/ticket/_earlier.html" if before else "workspace/ticket/_live.html"
        return render(request, template, shown)
    page |= {
        **shown,
        "composer": composer.contents(ticket, talk["near"], talk["last"]),
        "neighbours": neighbours.contents(request, ticket, now=timezone.localtime(now)),
    }
    return render(request, "workspace/ticket/page.html", page)


def _frame(request: Reader, ticket: Ticket) -> dict[str, Any]:
    """What the page stands in; of a request that takes another's place within the page, its main part alone."""
    if request.htmx.target == MAIN:
        return {"frame": "workspace/main.html", "as_of": latest()}
    return shell(request, ticket=ticket)


@require_POST
@signed_in
def events(request: Reader, reference: str) -> HttpResponse:
    """Hide what happened between the messages, of all requests, or show it again."""
    ticket = conversation.ticket(request.user, reference)
    hide_events(request.user, hidden="1" in request.POST.getlist("hidden"), now=timezone.now())
    return redirect("workspace:ticket", ticket.reference)


def head(ticket: Ticket, request: Reader) -> dict[str, Any]:
    """The title line: state, owner, and which acts fit now."""
    mine = ticket.owner_id == request.user.pk
    return {"can": acts.possible(ticket, request.user), "mine": mine, **stepper.contents(ticket, request)}


def _number(request: Reader, name: str) -> int | None:
    return number_in(request.GET.get(name, ""))
