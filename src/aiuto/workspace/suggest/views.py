"""Suggestions for a filter that is being typed."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from aiuto.workspace.shell import Reader, signed_in
from aiuto.workspace.suggest.offers import offers_for


@require_safe
@signed_in
def show(request: Reader) -> HttpResponse:
    """The options of a list; nothing where nothing fits. A search offers only how a condition goes on."""
    offers = offers_for(request.user, request.GET.get("q", ""), words=request.GET.get("for") == "search")
    return render(request, "workspace/suggest/_options.html", {"offers": offers})
