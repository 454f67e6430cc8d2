"""Rules of promises: what a reason or a customer gets instead of what the desk says, tried on the month that was."""

from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from aiuto.flows.drop_rule import drop_rule
from aiuto.flows.keep_rule import Terms, keep_rule
from aiuto.people.queries import desk_choices
from aiuto.promises.queries.rehearsal import Clause, name_of, rehearse, rule, rules, sayings
from aiuto.promises.queries.rehearsal import Terms as Time
from aiuto.tickets.queries import words
from aiuto.tickets.queries.pages import customer_for
from aiuto.workspace.settings.desks import MINUTES, as_hours
from aiuto.workspace.settings.editing import Sectioned, edit, found, press
from aiuto.workspace.settings.entering import for_leads
from aiuto.workspace.settings.places import page
from aiuto.workspace.shell import Reader

CLOCKS = [
    ("working", gettext_lazy("hours of work")),
    ("plain", gettext_lazy("hours by the clock, day and night")),
]


def _sayings() -> list[tuple[str, str]]:
    """What makes sense together."""
    return [
        (_said(*each), f"{capfirst(name_of(each[0], each[2]))}, {each[1].label}: {each[2].label}")
        for each in sayings()
    ]


def _said(kind: str, starts: str, kept_by: str) -> str:
    return f"{kind}.{starts}.{kept_by}"


class RuleForm(Sectioned):
    SECTIONS = (
        (gettext_lazy("For whom"), ("reason", "customer", "desk")),
        (gettext_lazy("What, and within how long"), ("says", ("hours", "clock"))),
    )
    reason = forms.TypedChoiceField(
        label=gettext_lazy("Reason"), coerce=int, empty_value=None, required=False
    )
    customer = forms.IntegerField(
        label=gettext_lazy("Number of the customer"),
        required=False,
        min_value=1,
        max_value=2**53,
        help_text=gettext_lazy("As in the address of their page. A customer's rule goes before a reason's."),
    )
    desk = forms.TypedChoiceField(label=gettext_lazy("Desk"), coerce=int, empty_value=None, required=False)
    says = forms.ChoiceField(
        label=gettext_lazy("What is promised, from when on, and what keeps it"), choices=_sayings
    )
    hours = forms.DecimalField(
        label=gettext_lazy("Within"), min_value=Decimal("0.1"), max_value=2160, max_digits=6, decimal_places=2
    )
    clock = forms.ChoiceField(label=gettext_lazy("Counted in"), choices=CLOCKS)

    def __init__(self, *given: Any, user: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        reasons = [(one.pk, one.name) for one in words.reasons() if not one.retired_at]
        self.fields["reason"].choices = [("", _("every reason")), *reasons]  # type: ignore[attr-defined]
        desks = [(desk.pk, desk.name) for desk in desk_choices(user)]
        self.fields["desk"].choices = [("", _("every desk")), *desks]  # type: ignore[attr-defined]


@require_safe
@for_leads
def show(request: Reader) -> HttpResponse:
    """What desks promise of themselves, and the rules that differ."""
    desks = [
        (desk, *map(as_hours, (desk.first_answer_minutes, desk.update_minutes, desk.call_back_minutes)))
        for desk in desk_choices(request.user)
    ]
    kept = [(one, as_hours(one.minutes)) for one in rules()]
    context = page(request, "rules", _("Rules of promises"), desks=desks, kept=kept)
    return render(request, "workspace/settings/rules.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_leads
def new(request: Reader) -> HttpResponse:
    """One more rule."""
    return _edit(request, None, _("A new rule"))


@require_http_methods(["GET", "HEAD", "POST"])
@for_leads
def one(request: Reader, rule_id: int) -> HttpResponse:
    """One rule, with other terms perhaps."""
    return _edit(request, found(rule(rule_id)), _("A rule"))


@require_POST
@for_leads
def drop(request: Reader, rule_id: int) -> HttpResponse:
    """No longer a rule."""
    own = found(rule(rule_id))
    return press(
        request,
        lambda: drop_rule(own, by=request.user, now=timezone.now()),
        done=_("The rule is gone. What it promised stays promised."),
        then=reverse("workspace:rules"),
    )


def _edit(request: Reader, own: Any, title: str) -> HttpResponse:
    form = RuleForm(request.POST or None, initial=_as_shown(own), user=request.user)
    if request.method == "POST" and "try" in request.POST and form.is_valid():
        context = _context(request, own, title) | {"form": form, "tried": _tried(form.cleaned_data)}
        return render(request, "workspace/settings/rule.html", context)
    return edit(
        request,
        form,
        lambda given: keep_rule(own, _terms(given), by=request.user, now=timezone.now()),
        done=_("Kept. It speaks of what begins from now on."),
        then=reverse("workspace:rules"),
        show=lambda: _context(request, own, title),
        template="workspace/settings/rule.html",
    )


def _context(request: Reader, own: Any, title: str) -> dict[str, Any]:
    above = [(reverse("workspace:rules"), _("Rules of promises"))]
    named = own.customer if own and own.customer and customer_for(request.user, own.customer_id) else None
    return page(request, "rules", title, above=above, rule=own, named=named)


def _terms(given: dict[str, Any]) -> Terms:
    kind, starts, kept_by = given["says"].split(".")
    return Terms(
        kind=kind,
        starts=starts,
        kept_by=kept_by,
        minutes=round(given["hours"] * MINUTES),
        working=given["clock"] == "working",
        desk_id=given["desk"],
        reason_id=given["reason"],
        customer_id=given["customer"],
    )


def _tried(given: dict[str, Any]) -> Any:
    kind, starts, kept_by = given["says"].split(".")
    minutes, working = round(given["hours"] * MINUTES), given["clock"] == "working"
    who = {name: given[name] for name in ("desk", "reason", "customer")}
    return rehearse(Time(minutes, working, Clause(starts, kept_by)), kind, **who, now=timezone.now())


def _as_shown(own: Any) -> dict[str, Any]:
    if own is None:
        return {"clock": "working"}
    clock = "working" if own.working else "plain"
    who = {"reason": own.reason_id, "customer": own.customer_id, "desk": own.desk_id}
    says = _said(own.kind, own.starts, own.kept_by)
    return {**who, "says": says, "hours": as_hours(own.minutes), "clock": clock}
