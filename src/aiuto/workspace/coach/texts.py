"""The texts that the house keeps, with what would be better said otherwise and a rewrite beside each."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from aiuto.flows.check_texts import Kept, Said, check_kept, check_texts
from aiuto.people.policies import manages_people
from aiuto.workspace.coach.hints import cards_of, rewritten
from aiuto.workspace.settings.places import page
from aiuto.workspace.shell import Reader, signed_in

PLACES = {
    "reply": "edit_reply",
    "desk": "desk",
    "reason": "kept_reason",
    "cause": "kept_cause",
    "kind": "kind",
    "claim": "claim",
    "rule": "house_rule",
    "duty": "duties",
}
NAMES: dict[str, str | Promise] = {
    "reply": gettext_lazy("saved reply"),
    "desk": gettext_lazy("signature"),
    "person": gettext_lazy("signature"),
    "automatic": gettext_lazy("automatic mail"),
    "reason": gettext_lazy("reason"),
    "cause": gettext_lazy("cause"),
    "kind": gettext_lazy("kind of promises"),
    "claim": gettext_lazy("claim"),
    "rule": gettext_lazy("rule of our own"),
    "duty": gettext_lazy("what the law owes"),
}
"""What a text of each kind is."""


@require_safe
@signed_in
def show(request: Reader) -> HttpResponse:
    """Those with findings, each with its rewrite, and how many there are in all."""
    said = check_texts(request.user)
    shown = [_shown(request, each) for each in said if each.hints]
    context = page(
        request,
        "coach",
        _("Our texts"),
        above=[(reverse("workspace:coach"), _("The coach"))],
        texts=shown,
        number=len(said),
        fine=len(said) - len(shown),
    )
    return render(request, "workspace/coach/texts.html", context)


def said_of(kind: str, pk: int, name: str, text: str, language: str) -> dict[str, Any]:
    """What the page of one text shows beside it: the cards and the rewrite."""
    if not text:
        return {"cards": [], "rewrite": ""}
    said = check_kept(Kept(kind, pk, name, text, language))
    cards = cards_of(said.hints, said.kept.text)
    return {"cards": cards, "rewrite": rewritten(cards, said.kept.text)}


def _shown(request: Reader, said: Said) -> dict[str, Any]:
    kept, cards = said.kept, cards_of(said.hints, said.kept.text)
    return {
        "kept": kept,
        "name": NAMES[kept.kind],
        "cards": cards,
        "rewrite": rewritten(cards, kept.text),
        "href": _place(request, kept),
    }


def _place(request: Reader, kept: Kept) -> str:
    """Where it is changed; empty for a desk's, which others than its administrators only read."""
    if kept.kind == "person":
        return reverse("workspace:profile")
    if kept.kind in ("desk", "automatic", "duty") and not manages_people(request.user):
        return ""
    if kept.kind == "automatic":
        return reverse("workspace:desk_text", args=[kept.pk, kept.part, kept.language])
    return reverse(f"workspace:{PLACES[kept.kind]}", args=[kept.pk])
