"""The column beside a request: panels that later rooms add to. They come in one answer, and each fails alone."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from aiuto.flows.set_cause import set_cause
from aiuto.flows.set_reason import set_reason
from aiuto.tickets.errors import NotFound, TicketError
from aiuto.tickets.queries import Ticket, conversation
from aiuto.workspace.numbers import number_in
from aiuto.workspace.promises import owing
from aiuto.workspace.recovery import judging, proposed
from aiuto.workspace.shell import Reader, shell, signed_in
from aiuto.workspace.ticket import acts, around, failing, knowing

log = logging.getLogger(__name__)
Context = dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Panel:
    """`show` gives the template's context, or None where there is nothing to show for this request."""

    name: str
    title: str | Promise
    show: Callable[[Reader, Ticket, datetime], Context]
    template: str


PANELS: tuple[Panel, ...] = (
    Panel("customer", _("Customer"), knowing.customer, "workspace/ticket/panels/customer.html"),
    Panel("recovery", _("Did something go wrong?"), proposed.panel, "workspace/recovery/_proposal.html"),
    Panel("judged", _("Who is right?"), judging.panel, "workspace/recovery/_judged.html"),
    Panel("promises", _("What we owe"), owing.panel, "workspace/ticket/panels/promises.html"),
    Panel("points", _("What they ask"), around.points, "workspace/ticket/panels/points.html"),
    Panel("request", _("This request"), around.itself, "workspace/ticket/panels/request.html"),
    Panel("cause", _("What went wrong"), failing.panel, "workspace/ticket/panels/cause.html"),
    Panel("orders", _("Orders"), around.orders, "workspace/ticket/panels/orders.html"),
    Panel("others", _("Other requests"), around.others, "workspace/ticket/panels/others.html"),
)


@require_safe
@signed_in
def show(request: Reader, reference: str, name: str) -> HttpResponse:
    """One panel; without htmx on a page of its own."""
    ticket = conversation.ticket(request.user, reference)
    panel = next((panel for panel in PANELS if panel.name == name), None)
    if panel is None:
        raise Http404
    return _answer(request, ticket, panel)


@require_safe
@signed_in
def about(request: Reader, reference: str) -> HttpResponse:
    """All panels in one answer to the page that shows the request; without htmx on a page of their own."""
    ticket = conversation.ticket(request.user, reference)
    if not request.htmx:
        return _page(request, ticket, PANELS)
    panels = [(panel, drawn(request, ticket, panel)) for panel in PANELS]
    return render(request, "workspace/ticket/_about.html", {"panels": panels})


@require_POST
@signed_in
def reason(request: Reader, reference: str) -> HttpResponse:
    """Set why the customer turned to us, and show the panel that says so."""
    return _set(request, reference, "request", partial(set_reason, reason=_number(request, "reason")))


@require_POST
@signed_in
def cause(request: Reader, reference: str) -> HttpResponse:
    """Set what went wrong, and show the panel that says so."""
    return _set(request, reference, "cause", partial(set_cause, cause=_number(request, "cause")))


def _number(request: Reader, name: str) -> int | None:
    return number_in(request.POST.get(name, ""))


def _set(request: Reader, reference: str, panel: str, flow: Callable[..., Ticket]) -> HttpResponse:
    said = ""
    try:
        flow(reference, user=request.user, now=timezone.now())
    except NotFound:
        raise
    except TicketError as error:
        said = str(error)
    if request.htmx:
        return again(request, reference, panel, said=said)
    return redirect("workspace:about", reference)


def again(request: Reader, reference: str, name: str, *, said: str) -> HttpResponse:
    """One panel as it is after an act, with what was `said` about it."""
    panel = next(panel for panel in PANELS if panel.name == name)
    return _answer(request, conversation.ticket(request.user, reference), panel, said=said)


def drawn(request: Reader, ticket: Ticket, panel: Panel, **more: Any) -> SafeString:
    """The panel; a kind line instead of one that breaks."""
    now = timezone.now()
    common = {
        "ticket": ticket,
        "now": now,
        "panel": panel,
        "can": acts.possible(ticket, request.user),
        **more,
    }
    try:
        context = panel.show(request, ticket, now)
        if context is None:
            return SafeString("")
        return render_to_string(panel.template, common | context, request)
    except Exception:
        log.exception("panel.broken", extra={"panel": panel.name})
        return render_to_string("workspace/ticket/panels/_broken.html", common, request)


def _answer(request: Reader, ticket: Ticket, panel: Panel, **more: Any) -> HttpResponse:
    return (
        HttpResponse(drawn(request, ticket, panel, **more))
        if request.htmx
        else _page(request, ticket, (panel,))
    )


def _page(request: Reader, ticket: Ticket, shown: tuple[Panel, ...]) -> HttpResponse:
    panels = [drawn(request, ticket, panel) for panel in shown]
    context = shell(request, ticket=ticket, panels=panels)
    return render(request, "workspace/ticket/about.html", context)
