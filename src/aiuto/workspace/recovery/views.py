"""The board of recoveries that are under way, and the answer to a proposal."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from aiuto.flows.dismiss_proposal import dismiss_proposal
from aiuto.flows.open_recovery import open_recovery
from aiuto.flows.take_recovery import take_recovery
from aiuto.flows.withdraw_recovery import withdraw_recovery
from aiuto.recovery.errors import NotFound, RecoveryError
from aiuto.recovery.queries import StepKind, StepState, blockers, recovery_for
from aiuto.recovery.queries.board import Row, sums_of
from aiuto.recovery.queries.board import board as rows_of
from aiuto.tickets.errors import TicketError
from aiuto.tickets.queries import conversation
from aiuto.workspace.recovery.proposed import proposal_for
from aiuto.workspace.recovery.reading import cause_in, failure_in
from aiuto.workspace.shell import Reader, shell, signed_in

SEASON = timedelta(days=90)
ALONE = "alone"


@require_safe
@signed_in
def board(request: Reader) -> HttpResponse:
    """What is under way, by the step that comes next."""
    rows = rows_of(request.user, now=timezone.now())
    blocked = blockers(request.user, since=timezone.now() - SEASON)
    context = {"columns": list(_columns(rows)), "number": len(rows), "blocked": blocked}
    return render(request, "workspace/recovery/board.html", shell(request, **context))


@require_POST
@signed_in
def answer(request: Reader, reference: str) -> HttpResponse:
    """Yes opens the recovery with what speaks for it, its cause too; no is remembered."""
    ticket = conversation.ticket(request.user, reference)
    proposal = proposal_for(ticket)
    if proposal is None or proposal.key != request.POST.get("key"):
        messages.info(request, _("This was answered in the meantime."))
        return redirect("workspace:ticket", ticket.reference)
    now, said = timezone.now(), _("Noted. It is not asked again.")
    try:
        if request.POST.get("answer") == "yes":
            failure, cause = failure_in(ticket, proposal), cause_in(ticket, proposal)
            open_recovery(ticket.reference, failure, cause=cause, user=request.user, now=now)
            said = _("Open. Apologise first: the coach helps.")
        else:
            dismiss_proposal(ticket.reference, key=proposal.key, user=request.user, now=now)
    except (RecoveryError, TicketError) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, said)
    return redirect("workspace:ticket", ticket.reference)


@require_POST
@signed_in
def begin(request: Reader, reference: str) -> HttpResponse:
    """One press opens it with what can be read, and who pressed carries it; what else is known comes after."""
    ticket = conversation.ticket(request.user, reference)
    proposal, own = proposal_for(ticket), request.user
    failure, cause = failure_in(ticket, proposal), cause_in(ticket, proposal)
    try:
        opened = open_recovery(reference, failure, owner=own.pk, cause=cause, user=own, now=timezone.now())
    except (RecoveryError, TicketError) as error:
        messages.error(request, str(error))
    else:
        back = reverse("workspace:withdraw_recovery", args=[opened.pk])
        messages.success(request, _("Open. Apologise first: the coach helps."), extra_tags=back)
    return redirect("workspace:ticket", ticket.reference)


@require_POST
@signed_in
def withdraw(request: Reader, recovery: int) -> HttpResponse:
    """The press was a mistake."""
    return _press(request, recovery, withdraw_recovery, done=_("Taken back: no recovery is open here."))


@require_POST
@signed_in
def take(request: Reader, recovery: int) -> HttpResponse:
    """One press, and it is theirs; then the request, where it asks what comes first."""
    return _press(request, recovery, take_recovery, done=_("You carry it now. Thank you."))


def _press(request: Reader, recovery: int, flow: Callable[..., Any], *, done: str) -> HttpResponse:
    """One button about one recovery, then back to its request."""
    try:
        own = recovery_for(request.user, recovery)
    except NotFound as error:
        raise Http404(str(error)) from error
    try:
        flow(own.pk, user=request.user, now=timezone.now())
    except RecoveryError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect("workspace:ticket", own.ticket.reference)


def _columns(rows: Iterable[Row]) -> Iterable[dict[str, Any]]:
    """What needs an owner first, then by the first step that is due, in their order; what waits to be closed last."""
    by_step: dict[str, list[Row]] = {}
    for row in rows:
        due = next((step.kind for step in row.steps if step.state == StepState.DUE), "")
        by_step.setdefault(ALONE if row.recovery.missed_at else due, []).append(row)
    titles = [(ALONE, _("Needs an owner")), *StepKind.choices, ("", _("To be closed"))]
    return (_column(title, by_step[kind]) for kind, title in titles if kind in by_step)


def _column(title: object, rows: list[Row]) -> dict[str, Any]:
    """With what is at stake in all of them."""
    stakes = sums_of(stake for row in rows for stake in row.stakes)
    return {"title": title, "rows": rows, "stakes": stakes, "late": sum(row.late for row in rows)}
