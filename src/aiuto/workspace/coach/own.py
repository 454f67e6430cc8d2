"""Rules of the house's own in plain form: avoid these words, say that; tried on past answers as one writes."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from aiuto.flows.drop_house_rule import drop_house_rule
from aiuto.flows.keep_house_rule import keep_house_rule
from aiuto.flows.try_house_rule import try_house_rule
from aiuto.manual.errors import ManualError
from aiuto.manual.errors import NotFound as NoRule
from aiuto.manual.queries import coach
from aiuto.manual.queries.coach import HouseRule
from aiuto.tickets.errors import NotFound
from aiuto.workspace.coach.texts import said_of
from aiuto.workspace.settings.editing import Sectioned
from aiuto.workspace.settings.entering import for_leads
from aiuto.workspace.settings.places import page
from aiuto.workspace.shell import Reader

SHOWN = 5
AROUND = 60
"""Letters of a past answer on either side of what was found."""


class RuleForm(Sectioned):
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    avoid = forms.CharField(
        label=gettext_lazy("Avoid"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "A phrase on each line, in plain words. Other forms of the words are found too; “…” stands for up to "
            "three words in between."
        ),
    )
    say = forms.CharField(label=gettext_lazy("Say"), max_length=300)
    why = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("One sentence for the colleague who reads the hint."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_leads
def write(request: Reader, rule: int | None = None) -> HttpResponse:
    """A new rule, or one to change; with `try` it is tried and not kept."""
    known = _known(rule)
    names = ("language", "avoid", "say", "why")
    begun = {name: getattr(known, name) for name in names} if known else {"language": get_language()}
    form = RuleForm(request.POST or None, initial=begun)
    trying = "try" in request.POST
    if form.is_bound and not trying and form.is_valid() and _keep(request, form, rule):
        return redirect("workspace:coach")
    context = page(
        request,
        "coach",
        known.avoid.partition("\n")[0] if known else _("A rule of our own"),
        above=[(reverse("workspace:coach"), _("The coach"))],
        form=form,
        rule=known,
        said=_said(known),
        **tried(request, request.POST if form.is_bound else begun),
    )
    status = 422 if form.is_bound and not trying else 200
    return render(request, "workspace/coach/own.html", context, status=status)


@require_safe
@for_leads
def trial(request: Reader) -> HttpResponse:
    """What the rule would have said of past answers, as a part of its page."""
    return render(request, "workspace/coach/_trial.html", tried(request, request.GET))


@require_POST
@for_leads
def drop(request: Reader, rule: int) -> HttpResponse:
    """It is looked for no more."""
    _known(rule)
    drop_house_rule(rule, user=request.user, now=timezone.now())
    messages.success(request, _("The rule is gone."))
    return redirect("workspace:coach")


def tried(request: Reader, given: Any) -> dict[str, Any]:
    """The newest places that it finds; nothing where it says too little yet."""
    said = {name: str(given.get(name) or "").replace("\0", "")[:600] for name in ("language", "avoid", "say")}
    try:
        result = try_house_rule(**said, user=request.user)
    except ManualError:
        return {"trial": None}
    places = [
        _place(found.text, *found.span) | {"reference": found.reference} for found in result.found[:SHOWN]
    ]
    return {"trial": result, "places": places}


def _place(text: str, begin: int, end: int) -> dict[str, str]:
    return {
        "before": text[max(0, begin - AROUND) : begin],
        "said": text[begin:end],
        "after": text[end : end + AROUND],
    }


def _keep(request: Reader, form: RuleForm, rule: int | None) -> bool:
    try:
        keep_house_rule(rule, **form.cleaned_data, user=request.user, now=timezone.now())
    except ManualError as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, _("Kept. It speaks from now on."))
    return True


def _said(rule: HouseRule | None) -> dict[str, Any]:
    """What the coach says of the wording that was kept last."""
    return said_of("rule", rule.pk, rule.avoid, rule.say, rule.language) if rule else {}


def _known(rule: int | None) -> HouseRule | None:
    try:
        return coach.house_rule(rule) if rule is not None else None
    except NoRule as error:
        raise NotFound from error
