"""Lists of requests by a filter, shared by their address or kept under a name."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from aiuto.tickets.queries import filters
from aiuto.tickets.queries.conditions import everywhere, states_of
from aiuto.tickets.queries.filtered import page_of
from aiuto.tickets.queries.filters import Filter
from aiuto.tickets.queries.meaning import Meaning, meaning_of
from aiuto.tickets.queries.views import view_for
from aiuto.tickets.queries.walks import parse_place
from aiuto.workspace.inbox.views import answer, listing
from aiuto.workspace.shell import Reader, signed_in
from aiuto.workspace.views.bar import address_of, bar_of, together
from aiuto.workspace.views.forms import ChangeForm, SaveForm

PAGE = "workspace/views/page.html"


@require_safe
@signed_in
def filtered(request: Reader) -> HttpResponse:
    """The list of `?q=`, at an address to be shared; the bar's form comes here with more and is led on."""
    given, typed = request.GET, request.GET.get("q", "")
    if "kept" in given or "base" in given:
        return redirect(address_of(together(typed, kept=given.get("kept", ""), base=given.get("base", ""))))
    asked = filters.parse(typed)
    if not asked:
        return redirect("workspace:inbox")
    form = SaveForm(user=request.user, query=str(asked))
    context = contents(request, asked, reverse("workspace:filtered"), {"q": str(asked)})
    return answer(request, {**context, "title": _("Requests found"), "save_form": form}, PAGE)


@require_safe
@signed_in
def saved(request: Reader, saved: int) -> HttpResponse:
    """A saved view: it opens whatever has become of what its filter names."""
    view = view_for(request.user, saved)
    form = ChangeForm(initial={"name": view.name})
    context = contents(request, filters.parse(view.query), reverse("workspace:saved_view", args=[saved]), {})
    return answer(request, {**context, "title": view.name, "saved": view, "change_form": form}, PAGE)


def contents(request: Reader, asked: Filter, here: str, query: dict[str, str]) -> dict[str, Any]:
    """The list and its bar; `here` and `query` are its address."""
    behind, until = (parse_place(request.GET.get(key, "")) for key in ("behind", "until"))
    meaning = meaning_of(asked, request.user, now=timezone.localtime())
    page = page_of(request.user, meaning, behind=behind, until=until)
    return {
        "view": "filtered",
        "bar": bar_of(asked, gone=meaning.gone, note=_scope(meaning)),
        **listing(request, page, here=here, query=query, origin=str(asked), longest=page.longest),
    }


def _scope(meaning: Meaning) -> str:
    """What a filter shows that names no state."""
    if meaning.asked.of("state"):
        return ""
    if everywhere(meaning):
        return _("In all states.")
    return _("Not solved yet.") if len(states_of(meaning)) > 2 else _("Waiting for us.")
