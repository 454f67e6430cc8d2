"""What can be done to a request: acts of one press, and acts that ask something first."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from aiuto.approvals.errors import ApprovalError
from aiuto.customers.errors import CustomerError
from aiuto.customers.policies import looks_after
from aiuto.flows.change_one import change_one
from aiuto.people.queries import User
from aiuto.promises.errors import PromiseError, StillOwed
from aiuto.recovery.errors import RecoveryError
from aiuto.tickets import policies
from aiuto.tickets.errors import Already, NotFound, TicketError
from aiuto.tickets.queries import Ticket, conversation
from aiuto.tickets.queries.exchange import exchange
from aiuto.workspace.bulk.views import undo_address
from aiuto.workspace.numbers import number_in
from aiuto.workspace.promises import asking, holding
from aiuto.workspace.recovery import asking as recovering
from aiuto.workspace.recovery import blocking, editing, giving, judging, trying
from aiuto.workspace.shell import Reader, shell, signed_in
from aiuto.workspace.ticket import caring, questions
from aiuto.workspace.ticket.neighbours import kept

PRESSES: dict[str, tuple[str, dict[str, Any], Any]] = {
    "release": ("assign", {"owner": None}, _("Anybody can take it now.")),
    "wait": ("wait", {}, _("It waits for the customer.")),
    "solve": ("solve", {}, _("Solved.")),
    "close": ("close", {}, _("Closed.")),
    "reopen": ("reopen", {}, _("Open again.")),
    "spam": ("spam", {}, _("Put aside as spam.")),
    "not-spam": ("spam", {"spam": False}, _("Back among the requests.")),
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
    "snooze": policies.check_snooze,
    "wake": policies.check_wake,
    "hand_over": policies.check_hand_over,
}
QUESTIONS = {
    **questions.QUESTIONS,
    **caring.QUESTIONS,
    **asking.QUESTIONS,
    **holding.QUESTIONS,
    **recovering.QUESTIONS,
    **blocking.QUESTIONS,
    **editing.QUESTIONS,
    **giving.QUESTIONS,
    **judging.QUESTIONS,
    **trying.QUESTIONS,
}
FIRST = ("email", "name", "blocks", "owner", "which")
"""What an address may fill in."""
REFUSALS = (TicketError, CustomerError, PromiseError, RecoveryError, ApprovalError)


def possible(ticket: Ticket, user: User) -> dict[str, bool]:
    """Which acts the state of the request and a limit for its customer allow this person, for the buttons."""
    can = {name: policies.allows(check, ticket) for name, check in CHECKS.items()}
    mine = looks_after(ticket.customer, user)
    return {**can, "reply": can["reply"] and mine, "take": mine}


@require_POST
@signed_in
def press(request: Reader, reference: str) -> HttpResponse:
    """Do it, and go back to the request with a word about it."""
    act = request.POST.get("act", "")
    if act not in PRESSES and act != "take":
        raise Http404
    if act == "solve" and _unanswered(request, reference):
        return redirect("workspace:ask", reference, "solve")
    flow, given, done = PRESSES.get(act) or _taking(request)
    try:
        changed = change_one(reference, user=request.user, act=flow, given=given, now=timezone.now())
    except NotFound:
        raise
    except StillOwed:
        return redirect("workspace:ask", reference, "solve")
    except TicketError as error:
        (messages.info if isinstance(error, Already) else messages.error)(request, str(error))
        return redirect(kept(request, conversation.ticket(request.user, reference).reference))
    messages.success(request, str(done), extra_tags=undo_address(changed.act))
    if act == "spam":
        return redirect("workspace:inbox")
    return redirect(kept(request, changed.done[0]))


def _unanswered(request: Reader, reference: str) -> bool:
    """Whether it can be solved and something the customer asked has no answer yet."""
    ticket = conversation.ticket(request.user, reference)
    solvable = policies.allows(policies.check_solve, ticket)
    return solvable and bool(exchange(ticket).open_points(ticket.language))


def _taking(request: Reader) -> tuple[str, dict[str, Any], Any]:
    """`owner` is whose it was on the page that was pressed, 0 for nobody."""
    seen = number_in(request.POST.get("owner", ""))
    return "assign", {"owner": request.user.pk, "seen": seen}, _("It is yours.")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def ask(request: Reader, reference: str, act: str, message: int | None = None) -> HttpResponse:
    """A form that asks what the act needs; as a part for the dialog when htmx asks."""
    question = QUESTIONS.get(act)
    if question is None:
        raise Http404
    ticket = conversation.ticket(request.user, reference)
    if message is not None:
        _check_said_here(request, ticket, message)
    given, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    initial = {name: request.GET[name][:320] for name in FIRST if name in request.GET}
    form = question.form(given, files, ticket=ticket, user=request.user, message=message, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            goal = form.act(timezone.now())
        except REFUSALS as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, str(question.done), extra_tags=undo_address(form.undo))
            return redirect(kept(request, goal.reference))
    for name in form.files:
        form.add_error(name, _("Choose this file once more: it was not kept."))
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
