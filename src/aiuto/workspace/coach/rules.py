"""Every rule of the coach, with its examples and figures; leads mute one with a reason. Figures are of rules alone."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from aiuto.coach.catalogue import Entry, catalogue, entry, learned, with_examples
from aiuto.coach.languages import LANGUAGES
from aiuto.coach.whys import why_in
from aiuto.flows.mute_rule import mute_rule
from aiuto.manual.errors import ManualError
from aiuto.manual.policies import may_tune
from aiuto.manual.queries import coach
from aiuto.manual.queries.coach import Figures, HouseRule
from aiuto.workspace.coach.words import KINDS, named
from aiuto.workspace.settings.places import page
from aiuto.workspace.shell import Reader, signed_in

OWN = "own."


@dataclass(slots=True)
class Line:
    """A rule in the list: what it is called, why it is there, what became of its hints, why it is muted."""

    entry: Entry
    figures: Figures = field(default_factory=Figures)
    muted: str = ""
    own: HouseRule | None = None

    @property
    def kind(self) -> str:
        return named(self.entry.kind)

    @property
    def why(self) -> str:
        """In the language of who reads it."""
        known = {"rule": self.entry.id, "kind": self.entry.kind, "why": self.entry.why}
        return why_in(get_language() or "", **known, named=("…", "…"))

    @property
    def recognised(self) -> bool:
        """It has no patterns to look for: it is known by the words around it."""
        return self.entry.id in learned()

    @property
    def retires(self) -> bool:
        return self.figures.retires and not self.muted


@require_safe
@signed_in
def show(request: Reader) -> HttpResponse:
    """The rules of one language (`lang`), those that may be retired first."""
    language = request.GET.get("lang", "")
    language = language if language in LANGUAGES else (get_language() or "it")[:2]
    found, muted, own = coach.figures(), coach.mutes(), coach.house_rules()
    lines = _lines(language, found, muted)
    context = _page(
        request,
        _("The coach"),
        of=language,
        languages=LANGUAGES,
        retiring=[line for line in lines if line.retires],
        lines=lines,
        own=[_own_line(rule, found) for rule in own if rule.language == language],
    )
    return render(request, "workspace/coach/rules.html", context)


def _lines(language: str, found: dict[str, Figures], muted: dict[str, Any]) -> list[Line]:
    """Kind by kind those that come with Aiuto, and what is recognised; then those known by their figures alone."""
    beside = [rule for rule in found if entry(rule) is None and not rule.startswith(OWN)]
    lines = [_line(rule, found, muted) for rule in (*catalogue(language), *learned(), *sorted(beside))]
    places = {kind: place for place, kind in enumerate(KINDS)}
    return sorted(lines, key=lambda line: places.get(line.entry.kind, len(places)))


def _line(rule: str, found: dict[str, Figures], muted: dict[str, Any]) -> Line:
    """A rule that is known by its figures alone has no words of its own."""
    about = entry(rule) or _known_by_figures(rule)
    return Line(about, found.get(rule, Figures()), muted[rule].reason if rule in muted else "")


def _known_by_figures(rule: str) -> Entry:
    return Entry(rule, "", rule.rpartition(".")[2], "hint", "")


def _own_line(rule: HouseRule, found: dict[str, Figures]) -> Line:
    name = f"{OWN}{rule.pk}"
    return Line(
        Entry(name, rule.language, "own", "suggest", rule.why, (rule.say,)),
        found.get(name, Figures()),
        own=rule,
    )


@require_safe
@signed_in
def one(request: Reader, rule: str) -> HttpResponse:
    """One rule with all that is known of it."""
    return _one(request, rule)


@require_POST
@signed_in
def mute(request: Reader, rule: str) -> HttpResponse:
    """Muted with a reason, or speaking again (`act`)."""
    muted, reason = request.POST.get("act") != "unmute", request.POST.get("reason", "").replace("\0", "")
    try:
        mute_rule(rule, muted=muted, reason=reason, user=request.user, now=timezone.now())
    except ManualError as error:
        return _one(request, rule, error=str(error), reason=reason, status=422)
    messages.success(request, _("It says no more.") if muted else _("It speaks again."))
    return redirect("workspace:coach_rule", rule)


def _one(request: Reader, rule: str, *, error: str = "", reason: str = "", status: int = 200) -> HttpResponse:
    found, muted = coach.figures(rule), coach.mutes()
    if entry(rule) is None and (rule not in found or rule.startswith(OWN)):
        raise Http404
    line = _line(rule, found, muted)
    line.entry = with_examples(rule) or line.entry
    better = [(wording, line.figures.wordings.get(wording, 0)) for wording in line.entry.better]
    context = _page(request, line.kind, line=line, better=better, error=error, reason=reason)
    return render(request, "workspace/coach/rule.html", context, status=status)


def _page(request: Reader, title: str, **more: Any) -> dict[str, Any]:
    return page(request, "coach", title, may_tune=may_tune(request.user), **more)
