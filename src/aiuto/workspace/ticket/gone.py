"""A request that is gone, or not one's own any more, while somebody writes on it: their words stay theirs."""

from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from aiuto.tickets.errors import NotFound
from aiuto.workspace.shell import Reader, View, shell


def keeps_text(view: View) -> View:
    """Hands back what was written where the request can't be found, and says no word of the request itself."""

    @wraps(view)
    def kept(request: Reader, *args: Any, **named: Any) -> HttpResponse:
        try:
            return view(request, *args, **named)
        except NotFound as error:
            context = {"text": request.POST.get("text", ""), "error": str(error)}
            if request.htmx:
                return render(request, "workspace/ticket/_gone.html", context, status=404)
            return render(request, "workspace/ticket/gone.html", shell(request, **context), status=404)

    return kept
