"""What each of the first steps shows and keeps."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from aiuto.flows.change_desk import Front, change_desk
from aiuto.flows.change_mailbox import change_mailbox
from aiuto.flows.create_user import create_user
from aiuto.flows.finish_welcome import finish_welcome
from aiuto.flows.set_preferences import set_preferences
from aiuto.flows.take_first_step import take_first_step
from aiuto.intake.queries import all_mailboxes
from aiuto.people.queries import all_colleagues, default_desk
from aiuto.workspace.settings.editing import edit
from aiuto.workspace.settings.mailboxes import connecting
from aiuto.workspace.settings.people import invitations_wait
from aiuto.workspace.shell import Reader
from aiuto.workspace.welcome.forms import FirstColleague, FirstDesk, Speaking

Context = dict[str, Any]


def language(request: Reader, context: Context) -> HttpResponse:
    """In which language, and by which clock."""
    user = request.user
    initial = {
        "language": user.language or translation.get_language(),
        "time_zone": user.time_zone or settings.TIME_ZONE,
    }
    form = Speaking(request.POST or None, initial=initial)
    return edit(
        request,
        form,
        lambda given: _and_then(
            request,
            "language",
            lambda: set_preferences(user, **given, theme=user.theme, now=timezone.now()),
        ),
        done="",
        then=reverse("workspace:welcome"),
        show=lambda: context,
        template="workspace/welcome/form.html",
    )


def desk(request: Reader, context: Context) -> HttpResponse:
    """How the first desk is called and signs."""
    own = default_desk()
    is_taken = any(way["current"] and way["done"] for way in context["ways"])
    names = ("name", "language", "from_name", "signature", *(("acknowledge",) if is_taken else ()))
    form = FirstDesk(request.POST or None, initial={name: getattr(own, name) for name in names})
    return edit(
        request,
        form,
        lambda given: _and_then(
            request, "desk", lambda: change_desk(own, Front(**given), by=request.user, now=timezone.now())
        ),
        done="",
        then=reverse("workspace:welcome"),
        show=lambda: context,
        template="workspace/welcome/form.html",
    )


def mailbox(request: Reader, context: Context) -> HttpResponse:
    """Connect the first address, then try it; once there is one, the step goes on by itself."""
    here = reverse("workspace:welcome_step", args=["mailbox"])
    if known := all_mailboxes():
        return render(request, "workspace/welcome/mailbox.html", context | {"mailbox": known[0]})
    return connecting(
        request, show=lambda: context, then=lambda _mailbox: here, template="workspace/welcome/connect.html"
    )


def people(request: Reader, context: Context) -> HttpResponse:
    """Invite colleagues, one after another."""
    team = default_desk().teams.order_by("pk").values_list("name", flat=True).first()
    return edit(
        request,
        FirstColleague(request.POST or None),
        lambda given: create_user(
            **given, role="agent", teams=[team] if team else [], by=request.user, now=timezone.now()
        ),
        done=_("Invited. A link to choose a password goes to them by mail."),
        then=reverse("workspace:welcome_step", args=["people"]),
        show=lambda: context | {"colleagues": all_colleagues(), "invitations_wait": invitations_wait()},
        template="workspace/welcome/people.html",
    )


def done(request: Reader, context: Context) -> HttpResponse:
    """The switch: from here on answers leave, or they wait."""
    mailboxes = all_mailboxes()
    if request.method != "POST":
        waits = any(not own.sends for own in mailboxes)
        lead = context["lead"] if waits else _("Whatever is left, you find in the settings, any day.")
        more = {"mailboxes": mailboxes, "waits": waits, "lead": lead, "now": timezone.now()}
        return render(request, "workspace/welcome/done.html", context | more)
    sends = request.POST.get("act") == "send"
    for own in mailboxes if sends else ():
        change_mailbox(own, sends=True, by=request.user, now=timezone.now())
    finish_welcome(by=request.user, now=timezone.now())
    messages.success(request, _("Everything is ready. This is your inbox."))
    return redirect("workspace:inbox")


def _and_then(request: Reader, step: str, keep: Any) -> None:
    """What the step keeps, and that it is done."""
    keep()
    take_first_step(step, by=request.user, now=timezone.now())


STEPS = {"language": language, "desk": desk, "mailbox": mailbox, "people": people, "done": done}
