"""What every page of the workspace shares: who may come in, where one is, and the line that keeps it live."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aiuto.journal.queries import latest
from aiuto.people.queries import User
from aiuto.tickets.errors import NotFound

View = Callable[..., HttpResponse]
PLACES = (
    ("customers", "users-round", _("Customers")),
    ("note_contact", "phone", _("Note a call")),
    ("quarantine", "shield-alert", _("Quarantine")),
    ("dead_letters", "mail-x", _("Could not leave")),
    ("mail_balance", "scale", _("Mail balance")),
)
OUTGOING = ("outgoing", "mail-open", _("What would have left"))


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
    return {
        "now": timezone.now(),
        "live": f"{reverse('workspace:live')}?after={latest()}",
        "places": _places(request),
        **more,
    }


def _places(request: Reader) -> list[dict[str, Any]]:
    """The other rooms, as far as they are built."""
    found = []
    for name, icon, label in (*PLACES, *((OUTGOING,) if settings.DEMO else ())):
        try:
            address = reverse(f"workspace:{name}")
        except NoReverseMatch:
            continue
        found.append(
            {"url": address, "icon": icon, "label": label, "current": request.path.startswith(address)}
        )
    return found
