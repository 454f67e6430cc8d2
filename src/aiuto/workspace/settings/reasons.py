"""Reasons: why customers turn to us, a list that leads keep."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from aiuto.flows.keep_reason import keep_reason
from aiuto.flows.retire_reason import retire_reason
from aiuto.tickets.queries import words
from aiuto.workspace.coach.texts import said_of
from aiuto.workspace.settings.editing import Sectioned, edit, found, retire_or_offer
from aiuto.workspace.settings.entering import for_leads
from aiuto.workspace.settings.places import page
from aiuto.workspace.shell import Reader


class ReasonForm(Sectioned):
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=60,
        help_text=gettext_lazy("Short, in the words of customers: “delivery is late”."),
    )


@require_safe
@for_leads
def show(request: Reader) -> HttpResponse:
    """All reasons; the retired ones below."""
    context = page(request, "reasons", _("Reasons"), reasons=words.reasons())
    return render(request, "workspace/settings/reasons.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_leads
def new(request: Reader) -> HttpResponse:
    """One more reason."""
    return _edit(request, None, _("A new reason"))


@require_http_methods(["GET", "HEAD", "POST"])
@for_leads
def one(request: Reader, reason: int) -> HttpResponse:
    """One reason, in other words perhaps."""
    own = found(words.reason(reason))
    return _edit(request, own, own.name)


@require_POST
@for_leads
def retire(request: Reader, reason: int) -> HttpResponse:
    """No longer offered, or offered again."""
    own = found(words.reason(reason))
    return retire_or_offer(
        request,
        lambda retired: retire_reason(own, retired=retired, by=request.user, now=timezone.now()),
        then=reverse("workspace:reasons"),
    )


def _said(reason: words.Reason | None) -> dict[str, Any]:
    name = reason.name if reason else ""
    return said_of("reason", reason.pk if reason else 0, name, name, "")


def _place(reason: words.Reason) -> str:
    return reverse("workspace:kept_reason", args=[reason.pk])


def _edit(request: Reader, own: words.Reason | None, title: str) -> HttpResponse:
    reasons = reverse("workspace:reasons")
    return edit(
        request,
        ReasonForm(request.POST or None, initial={"name": own.name if own else ""}),
        lambda given: keep_reason(own, **given, by=request.user, now=timezone.now()),
        done=_("Kept."),
        then=lambda kept: _place(kept) if _said(kept)["cards"] else reasons,
        show=lambda: page(
            request,
            "reasons",
            title,
            above=[(reasons, _("Reasons"))],
            reason=own,
            uses=words.reason_uses(own) if own else 0,
            many=words.MANY,
            said=_said(own),
        ),
        template="workspace/settings/reason.html",
    )
