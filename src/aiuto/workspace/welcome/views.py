"""A new house leads its administrator through the first steps; each can be skipped, and gone on with another day."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from aiuto.flows.take_first_step import take_first_step
from aiuto.people.queries import welcome_steps
from aiuto.tickets.errors import NotFound
from aiuto.workspace.settings.editing import found
from aiuto.workspace.settings.entering import for_admins
from aiuto.workspace.shell import Reader
from aiuto.workspace.welcome.steps import STEPS

LABELS = {
    "language": _("Language"),
    "desk": _("Desk"),
    "mailbox": _("Mailbox"),
    "people": _("People"),
    "done": _("Ready"),
}
TITLES = {
    "language": _("Good to have you here"),
    "desk": _("Where customers write to"),
    "mailbox": _("The mailbox"),
    "people": _("Who helps with you"),
    "done": _("Everything is ready"),
}
LEADS = {
    "language": _("Four short steps, then your help desk works. Each can be skipped, and done another day."),
    "desk": _("A desk is what customers see of you: a name, a language, a signature."),
    "mailbox": _("Mail is read and stays where it is. Nothing is sent until you switch it on."),
    "people": _("They get a link by mail to choose a password. You can invite more of them any day."),
    "done": _("One thing is left: whether answers leave from now on."),
}


@require_safe
@for_admins
def show(_request: Reader) -> HttpResponse:
    """The first step that is still to be done."""
    return redirect("workspace:welcome_step", _next(found_steps()))


@require_http_methods(["GET", "HEAD", "POST"])
@for_admins
def one(request: Reader, step: str) -> HttpResponse:
    """One step: kept, skipped, or shown."""
    taken = found_steps()
    if step not in STEPS:
        raise NotFound
    if "skip" in request.POST and step != "done":
        take_first_step(step, by=request.user, now=timezone.now())
        return redirect("workspace:welcome")
    return STEPS[step](request, _context(step, taken))


def found_steps() -> list[str]:
    """Those that are done or skipped; the page is missing where no welcome waits."""
    steps: list[str] = found(welcome_steps())
    return steps


def _next(taken: list[str]) -> str:
    return next(step for step in STEPS if step not in taken)


def _context(step: str, taken: list[str]) -> dict[str, Any]:
    ways = [
        {
            "label": label,
            "url": reverse("workspace:welcome_step", args=[name]),
            "done": name in taken,
            "current": name == step,
        }
        for name, label in LABELS.items()
    ]
    return {"step": step, "title": TITLES[step], "lead": LEADS[step], "ways": ways, "now": timezone.now()}
