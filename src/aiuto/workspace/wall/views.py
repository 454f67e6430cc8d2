"""Who waits now, the longest first: a page for everybody's screen and for the one on the wall."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from aiuto.flows.answer_waiting import answer_waiting
from aiuto.flows.end_waiting import end_waiting
from aiuto.tickets.errors import WaitsNoMore
from aiuto.tickets.queries.waits import Wait, wait_for, waiting_now
from aiuto.workspace.shell import Reader, shell, signed_in


@require_safe
@signed_in
def show(request: Reader) -> HttpResponse:
    """The page; the list alone when htmx asks, because somebody came or went."""
    now = timezone.now()
    context = {"waits": waiting_now(request.user), "now": now}
    if request.htmx:
        return render(request, "workspace/wall/_list.html", context)
    return render(request, "workspace/wall/page.html", shell(request, **context))


@require_POST
@signed_in
def answer(request: Reader, wait: int) -> HttpResponse:
    """This person speaks with them: on to what they came for."""
    own = wait_for(request.user, wait)
    try:
        answer_waiting(own.pk, user=request.user, now=timezone.now())
    except WaitsNoMore as error:
        messages.error(request, str(error))
        return redirect("workspace:wall")
    return redirect(_goal(own))


@require_POST
@signed_in
def end(request: Reader, wait: int) -> HttpResponse:
    """They are gone; or helped, where the form says so."""
    own = wait_for(request.user, wait)
    try:
        end_waiting(own.pk, user=request.user, helped="helped" in request.POST, now=timezone.now())
    except WaitsNoMore as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Noted."))
    return redirect("workspace:wall")


def _goal(wait: Wait) -> str:
    """Their request; the page of the call for whoever has none yet."""
    if wait.ticket:
        return reverse("workspace:ticket", args=[wait.ticket.reference])
    known = {"customer": wait.customer_id} if wait.customer_id else {"q": wait.number or wait.name}
    return f"{reverse('workspace:calls')}?{urlencode(known)}"
