"""Kinds of promises of the house's own, beside those that are given: a list that leads keep."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from aiuto.flows.keep_kind import Named, keep_kind
from aiuto.flows.retire_kind import retire_kind
from aiuto.people.queries import desk_choices
from aiuto.promises.queries import Kind
from aiuto.promises.queries.kinds import own_kind, own_kinds
from aiuto.workspace.coach.texts import said_of
from aiuto.workspace.settings.editing import Sectioned, edit, found, retire_or_offer
from aiuto.workspace.settings.entering import for_leads
from aiuto.workspace.settings.places import page
from aiuto.workspace.shell import Reader


class KindForm(Sectioned):
    SECTIONS = (("", (("name_it", "name_en"), "desk")),)
    name_it = forms.CharField(
        label=gettext_lazy("Name in Italian"), max_length=60, help_text=gettext_lazy("As in “sopralluogo”.")
    )
    name_en = forms.CharField(
        label=gettext_lazy("Name in English"),
        max_length=60,
        help_text=gettext_lazy("As in “survey on site”."),
    )
    desk = forms.TypedChoiceField(label=gettext_lazy("Desk"), coerce=int, empty_value=None, required=False)

    def __init__(self, *given: Any, user: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        desks = [(desk.pk, desk.name) for desk in desk_choices(user)]
        self.fields["desk"].choices = [("", _("every desk")), *desks]  # type: ignore[attr-defined]


@require_safe
@for_leads
def show(request: Reader) -> HttpResponse:
    """Those that are given, and the house's own."""
    context = page(
        request,
        "kinds",
        _("Kinds of promises"),
        given=[kind.label for kind in Kind],
        own=own_kinds(request.user),
    )
    return render(request, "workspace/settings/kinds.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_leads
def new(request: Reader) -> HttpResponse:
    """One more."""
    return _edit(request, None, _("A new kind"))


@require_http_methods(["GET", "HEAD", "POST"])
@for_leads
def one(request: Reader, kind: int) -> HttpResponse:
    """One of the house's own, by other names perhaps."""
    own = found(own_kind(request.user, kind))
    return _edit(request, own, str(own))


@require_POST
@for_leads
def retire(request: Reader, kind: int) -> HttpResponse:
    """No longer offered, or offered again."""
    own = found(own_kind(request.user, kind))
    return retire_or_offer(
        request,
        lambda retired: retire_kind(own, retired=retired, by=request.user, now=timezone.now()),
        then=reverse("workspace:kinds"),
    )


def _said(kind: Any) -> dict[str, Any]:
    """What the coach says of both names."""
    names = (("it", kind.name_it), ("en", kind.name_en)) if kind else ()
    told = [said_of("kind", kind.pk, name, name, language) for language, name in names]
    return {"cards": [card for each in told for card in each["cards"]], "rewrite": ""}


def _place(kind: Any) -> str:
    return reverse("workspace:kind", args=[kind.pk])


def _edit(request: Reader, own: Any, title: str) -> HttpResponse:
    listed = reverse("workspace:kinds")
    kept = {"name_it": own.name_it, "name_en": own.name_en, "desk": own.desk_id} if own else {}
    return edit(
        request,
        KindForm(request.POST or None, initial=kept, user=request.user),
        lambda given: keep_kind(
            own,
            Named(name_it=given["name_it"], name_en=given["name_en"], desk_id=given["desk"]),
            by=request.user,
            now=timezone.now(),
        ),
        done=_("Kept."),
        then=lambda kept: _place(kept) if _said(kept)["cards"] else listed,
        show=lambda: page(
            request, "kinds", title, above=[(listed, _("Kinds of promises"))], kind=own, said=_said(own)
        ),
        template="workspace/settings/kind.html",
    )
