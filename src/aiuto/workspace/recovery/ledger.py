"""What a desk has given in a month to make things good, and who may give how much."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from aiuto.flows.keep_limits import keep_limits
from aiuto.people.policies import leads
from aiuto.people.queries import desk_choices
from aiuto.recovery.errors import RecoveryError
from aiuto.recovery.queries import Compensation
from aiuto.recovery.queries.ledger import ledger, limits_of, span, whole_ledger
from aiuto.workspace.recovery.desks import managed_desk
from aiuto.workspace.shell import Reader, shell, signed_in
from aiuto.workspace.spreadsheet import as_csv

COLUMNS = (
    "approved", "request", "recovery", "compensation", "kind", "amount", "currency", "owed", "chosen_by", "source",
    "order", "position", "why", "fair_why", "state", "sent", "proof", "shown_in", "elsewhere",
)  # fmt: skip
"""The file's first line, the same in every language."""


class LimitsForm(forms.Form):
    """Zero is an amount here: nobody gives alone, or nothing is left."""

    agent = forms.DecimalField(
        label=gettext_lazy("What an agent gives alone"), min_value=0, max_digits=9, decimal_places=2
    )
    lead = forms.DecimalField(
        label=gettext_lazy("What a lead gives alone"), min_value=0, max_digits=9, decimal_places=2
    )
    budget = forms.DecimalField(
        label=gettext_lazy("What the desk gives in a month"),
        min_value=0,
        max_digits=9,
        decimal_places=2,
        help_text=gettext_lazy("What is above goes to a second person. What the law owes is outside of it."),
    )

    currency = forms.CharField(
        label=gettext_lazy("Currency"),
        max_length=3,
        help_text=gettext_lazy("In three letters. What is given in another one goes to a second person."),
    )

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()

    def clean_lead(self) -> Any:
        lead = self.cleaned_data["lead"]
        if lead < self.cleaned_data.get("agent", 0):
            raise ValidationError(_("A lead gives at least what an agent gives."))
        return lead


@require_safe
@signed_in
def show(request: Reader) -> HttpResponse:
    """One desk's month; leads read it."""
    desk, desks = _desk(request)
    month = _month(request.GET.get("month", ""))
    found = ledger(desk, month=month)
    context = {
        "desk": desk,
        "ledger": found,
        "tabs": [
            {"url": _address(each.pk, month), "label": each.name, "current": each == desk} for each in desks
        ],
        "earlier": _address(desk.pk, found.earlier),
        "later": _address(desk.pk, found.later) if found.later <= timezone.now() else "",
        "file": _address(desk.pk, month, "ledger_file"),
    }
    return render(request, "workspace/recovery/ledger.html", shell(request, **context))


@require_safe
@signed_in
def file(request: Reader) -> HttpResponse:
    """The same month, every row of it, for a spreadsheet."""
    desk, _desks = _desk(request)
    begin, _end = span(desk, _month(request.GET.get("month", "")))
    rows = (_row(given) for given in whole_ledger(desk, month=begin))
    return as_csv(f"recoveries-{desk.pk}-{begin:%Y-%m}", COLUMNS, rows)


def _desk(request: Reader) -> tuple[Any, list[Any]]:
    """The one that the address names, else the first, and all that this lead may choose from."""
    if not leads(request.user):
        raise Http404
    desks = desk_choices(request.user)
    named = [each for each in desks if str(each.pk) == request.GET.get("desk", "")]
    if not desks:
        raise Http404
    return (named or desks)[0], desks


def _row(given: Compensation) -> list[object]:
    """As `COLUMNS` names it."""
    line = given.line
    order = [line.source, line.number, line.position] if line else ["", "", None]
    known = [given.recovery.ticket.reference, given.recovery_id, given.pk]
    elsewhere = given.elsewhere.reference if given.elsewhere else ""
    paid = [given.state, given.sent_at, given.proof, given.shown_in_id, elsewhere]
    return [
        given.approved_at, *known, given.kind, given.amount, given.currency, int(given.owed), given.chosen_by, *order,
        given.why, given.fair_why, *paid,
    ]  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def limits(request: Reader, desk: int) -> HttpResponse:
    """Who may give how much at this desk."""
    own = managed_desk(request, desk)
    kept = limits_of(own)
    initial = {name: getattr(kept, name) for name in LimitsForm.base_fields}
    form = LimitsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            keep_limits(own, **form.cleaned_data, user=request.user, now=timezone.now())
        except RecoveryError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Kept. It holds from now on."))
            return redirect(_address(own.pk, timezone.now()))
    context = {"desk": own, "form": form, "back": _address(own.pk, timezone.now())}
    status = 422 if form.is_bound else 200
    return render(request, "workspace/recovery/limits.html", shell(request, **context), status=status)


def _month(text: str) -> datetime:
    """The middle of the month that the address names, else this one."""
    try:
        return timezone.make_aware(datetime.strptime(f"{text}-15", "%Y-%m-%d"))  # noqa: DTZ007 - made aware here
    except ValueError:
        return timezone.now()


def _address(desk: int, month: datetime, page: str = "ledger") -> str:
    return f"{reverse(f'workspace:{page}')}?{urlencode({'desk': desk, 'month': f'{month:%Y-%m}'})}"
