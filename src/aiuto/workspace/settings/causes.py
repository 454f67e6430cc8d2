"""Causes: what went wrong, in a tree. Its roots are given; leads keep what stands below them."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from aiuto.flows.keep_cause import keep_cause
from aiuto.flows.retire_cause import retire_cause
from aiuto.tickets.queries import causes
from aiuto.workspace.coach.texts import said_of
from aiuto.workspace.settings.editing import Sectioned, edit, found, retire_or_offer
from aiuto.workspace.settings.entering import for_leads
from aiuto.workspace.settings.places import page
from aiuto.workspace.shell import Reader


class CauseForm(Sectioned):
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=60,
        help_text=gettext_lazy("What happened, not who did it: “left outside by the courier”."),
    )
    parent = forms.TypedChoiceField(label=gettext_lazy("Stands below"), coerce=int)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        field: Any = self.fields["parent"]
        field.choices = [(branch.root.pk, str(branch.root)) for branch in causes.branches()]


@require_safe
@for_leads
def show(request: Reader) -> HttpResponse:
    """The tree, retired ones too."""
    context = page(request, "causes", _("Causes"), tree=causes.branches())
    return render(request, "workspace/settings/causes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_leads
def new(request: Reader) -> HttpResponse:
    """One more cause."""
    return _edit(request, None, _("A new cause"))


@require_http_methods(["GET", "HEAD", "POST"])
@for_leads
def one(request: Reader, cause: int) -> HttpResponse:
    """One of the house's own, by another name or in another place."""
    own = found(causes.cause(cause))
    return _edit(request, own, own.name)


@require_POST
@for_leads
def retire(request: Reader, cause: int) -> HttpResponse:
    """No longer offered, or offered again."""
    own = found(causes.cause(cause))
    return retire_or_offer(
        request,
        lambda retired: retire_cause(own, retired=retired, by=request.user, now=timezone.now()),
        then=reverse("workspace:causes"),
    )


def _said(cause: causes.Cause | None) -> dict[str, Any]:
    name = cause.name if cause else ""
    return said_of("cause", cause.pk if cause else 0, name, name, "")


def _place(cause: causes.Cause) -> str:
    return reverse("workspace:kept_cause", args=[cause.pk])


def _edit(request: Reader, own: causes.Cause | None, title: str) -> HttpResponse:
    address = reverse("workspace:causes")
    initial = {"name": own.name, "parent": own.parent_id} if own else {}
    return edit(
        request,
        CauseForm(request.POST or None, initial=initial),
        lambda given: keep_cause(own, **given, by=request.user, now=timezone.now()),
        done=_("Kept."),
        then=lambda kept: _place(kept) if _said(kept)["cards"] else address,
        show=lambda: page(
            request,
            "causes",
            title,
            above=[(address, _("Causes"))],
            cause=own,
            uses=causes.cause_uses(own) if own else 0,
            many=causes.MANY,
            said=_said(own),
        ),
        template="workspace/settings/cause.html",
    )
