"""What every page of the workspace shares: who may come in, where one is, and the line that keeps it live."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from aiuto.people.queries import User
from aiuto.tickets.errors import NotFound
from aiuto.tickets.queries.standing import standing
from aiuto.ui.addresses import address
from aiuto.workspace.navigation import navigation

View = Callable[..., HttpResponse]


class Reader(HttpRequest):
    """A request of somebody who has signed in."""

    user: User
    htmx: Any


def signed_in(view: View) -> View:
    """Asks for a sign-in first; what is missing and what is forbidden are the same page."""

    @login_required
    @wraps(view)
    def entered(request: Reader, *args: Any, **named: Any) -> HttpResponse:
        try:
            return view(request, *args, **named)
        except NotFound as error:
            raise Http404(str(error)) from error

    return entered


def shell(request: Reader, **more: Any) -> dict[str, Any]:
    """The context of a whole page. The live line starts where the page was read, so that nothing falls between."""
    stands = standing(request.user)
    return {
        "now": timezone.now(),
        "bell": stands.bell,
        "live": f"{address('workspace:live')}?after={stands.latest}&notices={stands.bell.newest}",
        "places": navigation(stands, request.path),
        **more,
    }
