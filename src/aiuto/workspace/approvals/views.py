"""What waits for this person's decision, what they asked themselves, and one question with its facts."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from aiuto.approvals.errors import ApprovalError, NoReason, NotFound
from aiuto.approvals.policies import decides
from aiuto.approvals.queries import Approval, Kind, State, approval_for, asked_by, waiting_for
from aiuto.customers.errors import CustomerError, NoSuchLimit
from aiuto.customers.queries import ending, limit_for, limits_of
from aiuto.flows.decide import decide
from aiuto.people.queries import User
from aiuto.recovery.errors import RecoveryError
from aiuto.recovery.queries import Compensation, StepKind, compensation, whole
from aiuto.recovery.queries.dignified import ending_of, tried
from aiuto.recovery.queries.duties import owed_by_law
from aiuto.recovery.queries.fair import articles, before, cost, guidance
from aiuto.recovery.queries.judged import asked_of
from aiuto.recovery.queries.ledger import budget_at
from aiuto.tickets.errors import TicketError
from aiuto.tickets.queries.evidence import shown
from aiuto.workspace.shell import Reader, shell, signed_in


class DecisionForm(forms.Form):
    """Yes or no, and why; yes may go without words."""

    said = forms.CharField(
        label=gettext_lazy("Your words"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("A no needs a reason; who asked reads it."),
    )


@require_safe
@signed_in
def show(request: Reader) -> HttpResponse:
    """Both lists, and the views that colleagues ask for."""
    context = {
        "waiting": waiting_for(request.user),
        "asked": asked_by(request.user),
        "opinions": asked_of(request.user),
    }
    return render(request, "workspace/approvals/page.html", shell(request, **context))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def one(request: Reader, approval: int) -> HttpResponse:
    """All the facts on one screen, and the decision for who may take it; behind it comes the next question."""
    try:
        asked = approval_for(request.user, approval)
    except NotFound as error:
        raise Http404(str(error)) from error
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _decided(request, asked, form):
        return _onward(request.user)
    context: dict[str, Any] = {
        "asked": asked,
        "form": form,
        "wordless": form.has_error("said"),
        "open": asked.state == State.ASKED and decides(request.user, asked),
        "standing": _standing(asked),
        **_what(asked, request.user),
    }
    status = 422 if form.is_bound else 200
    return render(request, "workspace/approvals/one.html", shell(request, **context), status=status)


def _onward(user: User) -> HttpResponse:
    """The next question that waits for them, else the list."""
    waiting = waiting_for(user)
    return redirect("workspace:approval", waiting[0].pk) if waiting else redirect("workspace:approvals")


def _decided(request: Reader, asked: Approval, form: DecisionForm) -> bool:
    yes, said = request.POST.get("answer") == "yes", form.cleaned_data["said"]
    try:
        decide(asked.pk, approve=yes, said=said, user=request.user, now=timezone.now())
    except NoReason as error:
        form.add_error("said", str(error))
        return False
    except (ApprovalError, RecoveryError, TicketError, CustomerError) as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, _("Approved. It is done.") if yes else _("Declined. Who asked reads why."))
    return True


def _standing(asked: Approval) -> Any:
    """The recovery that it is about, with its steps and lines."""
    recovery = asked.facts.get("recovery")
    return whole(recovery) if recovery else None


def _what(asked: Approval, user: User) -> dict[str, Any]:
    """What is asked, in words; of a compensation itself, too, with what is left of the month."""
    if asked.kind == Kind.WAIVER:
        step = StepKind(asked.facts["step"]).label
        return {"what": _("Leave out the step “%(step)s”") % {"step": step}}
    if asked.kind == Kind.ENDING and (end := ending_of(asked)):
        return {"what": _("Close it with dignity"), "ending": end, "tried": tried(end.recovery)}
    if asked.kind == Kind.LIMIT:
        return _limit(asked, user)
    given = compensation(asked.about) if asked.kind == Kind.COMPENSATION else None
    return {"what": str(asked)} if given is None else _compensation(given, user)


def _compensation(given: Compensation, user: User) -> dict[str, Any]:
    """What would be given, for what, what is fair and owed for that, what it got before, what the month has left."""
    about, now = articles(given.recovery, given.line), timezone.now()
    counted = cost(about)
    return {
        "what": str(given),
        "given": given,
        "about": about,
        "fair": guidance(counted[0], given.recovery.goods) if counted and not given.owed else None,
        "before": before(given, user),
        "owed": owed_by_law(given.desk, about, language=get_language() or "en", now=now),
        "budget": budget_at(given.desk, now=now),
    }


def _limit(asked: Approval, user: User) -> dict[str, Any]:
    """A limit for a customer, what shows it, what was before, and what the customer will read."""
    try:
        limit = limit_for(user, asked.about)
    except NoSuchLimit as error:
        raise Http404(str(error)) from error
    customer = limit.customer
    evidence = shown(user, customer.pk, limit.evidence)
    theirs = customer.language or next((one.ticket.language for one in evidence), "")
    return {
        "what": _("A limit for %(customer)s: %(kind)s")
        % {"customer": customer, "kind": limit.get_kind_display()},
        "limit": limit,
        "evidence": evidence,
        "before": [one for one in limits_of(user, customer.pk) if one.pk != limit.pk],
        "told": f"{limit.text}\n\n{ending(limit, language=theirs or limit.desk.language)}",
    }
