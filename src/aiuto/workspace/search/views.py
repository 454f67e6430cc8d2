"""Finding requests by what was said in them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from aiuto.workspace.shell import Reader, shell, signed_in

LONGEST = 500


@require_safe
@signed_in
def show(request: Reader) -> HttpResponse:
    """The page; asked for by htmx, its results alone."""
    return render(request, "workspace/search/page.html", shell(request, query="", in_search=True))
