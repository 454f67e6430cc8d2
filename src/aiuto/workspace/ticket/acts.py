"""What can be done to a request: acts of one press, and acts that ask something first."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from aiuto.customers.errors import CustomerError
from aiuto.flows.assign import assign
from aiuto.flows.close import close
from aiuto.flows.mark_spam import mark_spam
from aiuto.flows.reopen import reopen
from aiuto.flows.solve import solve
from aiuto.flows.wait import wait
from aiuto.tickets import policies
from aiuto.tickets.errors import NotFound, TicketError
from aiuto.tickets.queries import Ticket, conversation
from aiuto.workspace.shell import Reader, shell, signed_in
from aiuto.workspace.ticket import questions

Press = Callable[[str, Any, Any], Ticket]
PRESSES: dict[str, tuple[Press, Any]] = {
    "release": (
        lambda ref, user, now: assign(ref, user=user, owner=None, now=now),
        _("Anybody can take it now."),
    ),
    "wait": (lambda ref, user, now: wait(ref, user=user, now=now), _("It waits for the customer.")),
    "solve": (lambda ref, user, now: solve(ref, user=user, now=now), _("Solved.")),
    "close": (lambda ref, user, now: close(ref, user=user, now=now), _("Closed.")),
    "reopen": (lambda ref, user, now: reopen(ref, user=user, now=now), _("Open again.")),
    "spam": (lambda ref, user, now: mark_spam(ref, user=user, now=now), _("Put aside as spam.")),
    "not-spam": (
        lambda ref, user, now: mark_spam(ref, spam=False, user=user, now=now),
        _("Back among the requests."),
    ),
}
CHECKS = {
    "live": policies.check_live,
    "reply": policies.check_reply,
    "wait": policies.check_wait,
    "hold": policies.check_hold,
    "solve": policies.check_solve,
    "close": policies.check_close,
    "reopen": policies.check_reopen,
    "merge": policies.check_merge,
    "split": policies.check_split,
}


def possible(ticket: Ticket) -> dict[str, bool]:
    """Which acts the state of the request allows, for the buttons."""
    return {name: policies.allows(check, ticket) for name, check in CHECKS.items()}


@require_POST
@signed_in
def press(request: Reader, reference: str) -> HttpResponse:
    """Do it, and go back to the request with a word about it."""
    act = request.POST.get("act", "")
    if act not in PRESSES and act != "take":
        raise Http404
    run, done = PRESSES.get(act) or _taking(request.POST.get("owner", ""))
    try:
        ticket = run(reference, request.user, timezone.now())
    except NotFound:
        raise
    except TicketError as error:
        messages.error(request, str(error))
        return redirect("workspace:ticket", conversation.ticket(request.user, reference).reference)
    messages.success(request, str(done))
    return redirect("workspace:inbox") if act == "spam" else redirect("workspace:ticket", ticket.reference)


def _taking(owner: str) -> tuple[Press, Any]:
    """`owner` is whose it was on the page that was pressed, 0 for nobody."""
    seen = int(owner) if owner.isascii() and owner.isdigit() and len(owner) < 18 else None
    return lambda ref, user, now: assign(ref, user=user, owner=user.pk, seen=seen, now=now), _("It is yours.")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def ask(request: Reader, reference: str, act: str, message: int | None = None) -> HttpResponse:
    """A form that asks what the act needs; as a part for the dialog when htmx asks."""
    question = questions.QUESTIONS.get(act)
    if question is None:
        raise Http404
    ticket = conversation.ticket(request.user, reference)
    if message is not None:
        _check_said_here(request, ticket, message)
    given = request.POST if request.method == "POST" else None
    initial = {name: request.GET[name][:320] for name in ("email", "name") if name in request.GET}
    form = question.form(given, ticket=ticket, user=request.user, message=message, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            goal = form.act(timezone.now())
        except (TicketError, CustomerError) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, str(question.done))
            return redirect("workspace:ticket", goal.reference)
    context = {"ticket": ticket, "form": form, "question": question, "action": request.path}
    status = 422 if form.is_bound else 200
    if request.htmx:
        return render(request, "workspace/ticket/_question.html", context, status=status)
    return render(request, "workspace/ticket/question.html", shell(request, **context), status=status)


def _check_said_here(request: Reader, ticket: Ticket, message: int) -> None:
    """Raises Http404 for a message of another request, unless it was moved there while the form was open."""
    found = conversation.message(request.user, message)
    if request.method != "POST" and found.ticket_id != ticket.pk:
        raise Http404
