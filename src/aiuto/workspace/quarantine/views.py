"""The quarantine: nothing that arrived is lost, and a person decides what comes in."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from aiuto.flows.hold_as_spam import hold_as_spam
from aiuto.flows.release_many import MOST, Released, release_many
from aiuto.flows.release_quarantined import release_quarantined
from aiuto.intake.errors import CannotBeRead, LeadReleases, NotInQuarantine
from aiuto.people.policies import leads
from aiuto.tickets.queries import quarantine
from aiuto.workspace.message.attachments import headers
from aiuto.workspace.numbers import number_in
from aiuto.workspace.quarantine.reasons import in_short, in_words
from aiuto.workspace.shell import Reader, shell, signed_in

LONGEST = 200
TABS = {
    "held": (gettext_lazy("Held mail"), "mail-question-mark"),
    "spam": (gettext_lazy("Spam"), "mail-x"),
    "limit": (gettext_lazy("Held by a limit"), "shield-ban"),
    "requests": (gettext_lazy("Requests that are spam"), "octagon-alert"),
}


@require_safe
@signed_in
def show(request: Reader, view: str = "held") -> HttpResponse:
    """One list of the quarantine; asked for by htmx, the list alone."""
    if view not in TABS:
        raise Http404
    contents = _tickets(request) if view == "requests" else _mails(request, view)
    here = reverse("workspace:quarantine_view", args=[view])
    words = {"q": contents["looked_for"]} if contents.get("looked_for") else {}
    older, further = (
        f"{here}?{urlencode(words | {'behind': place})}" if place else "" for place in contents.pop("places")
    )
    tabs = [
        {
            "url": reverse("workspace:quarantine_view", args=[name]),
            "label": label,
            "icon": icon,
            "current": name == view,
        }
        for name, (label, icon) in TABS.items()
    ]
    first = f"{here}?{urlencode(words)}" if "behind" in request.GET else ""
    context = {"view": view, "tabs": tabs, "older": older, "further": further, "first": first, **contents}
    context["itself"] = request.get_full_path()
    if request.htmx:
        return render(request, "workspace/quarantine/_list.html", {"now": timezone.now(), **context})
    return render(request, "workspace/quarantine/page.html", shell(request, **context))


@require_safe
@signed_in
def mail(request: Reader, raw_mail: int) -> HttpResponse:
    """One held mail: where it is from, why it is here, and what it says as plain text."""
    held = quarantine.held_mail(request.user, raw_mail)
    context = shell(
        request,
        mail=held,
        why=in_words(held.reason),
        spam=held.reason == quarantine.SPAM,
        decides=held.reason != quarantine.LIMIT or leads(request.user),
        same=len(quarantine.held_of_sender(request.user, held)),
        preview=quarantine.preview_of(held),
    )
    return render(request, "workspace/quarantine/mail.html", context)


@require_POST
@signed_in
def decide(request: Reader, raw_mail: int) -> HttpResponse:
    """Let it in, put it with the spam, or take it out of there."""
    held = quarantine.held_mail(request.user, raw_mail)
    act, now = request.POST.get("act", ""), timezone.now()
    try:
        if act == "release":
            message = release_quarantined(held.pk, user=request.user, now=now)
            messages.success(request, _("It is a message now, like any other."))
            return redirect("workspace:ticket", message.ticket.reference)
        if act not in ("spam", "not-spam"):
            raise Http404
        hold_as_spam(held.pk, spam=act == "spam", user=request.user, now=now)
        messages.success(request, _("Put with the spam.") if act == "spam" else _("Taken out of the spam."))
    except CannotBeRead as error:
        messages.error(request, str(error))
        return redirect("workspace:held_mail", held.pk)
    except (NotInQuarantine, LeadReleases) as error:
        messages.error(request, str(error))
    return redirect("workspace:quarantine")


@require_POST
@signed_in
def let_in(request: Reader) -> HttpResponse:
    """Those that were chosen, or all of the sender of one."""
    chosen = [pk for text in request.POST.getlist("mails")[:MOST] if (pk := number_in(text))]
    if one := number_in(request.POST.get("like", "")):
        chosen = quarantine.held_of_sender(request.user, quarantine.held_mail(request.user, one))
    released = release_many(chosen, user=request.user, now=timezone.now())
    _tell(request, released)
    view = request.POST.get("view", "held")
    return redirect("workspace:quarantine_view", view if view in TABS else "held")


def _tell(request: Reader, released: Released) -> None:
    number, stayed = released.let_in, released.stayed
    if number:
        said = ngettext("%(number)s mail is a message now.", "%(number)s mails are messages now.", number)
        messages.success(request, said % {"number": number})
    if stayed:
        said = ngettext(
            "%(number)s mail stays held: it cannot be read, or somebody else decides it.",
            "%(number)s mails stay held: they cannot be read, or somebody else decides them.",
            stayed,
        )
        messages.error(request, said % {"number": stayed})
    if released.left:
        messages.info(request, _("There are more: let them in the same way."))
    if not (number or stayed):
        messages.info(request, _("Choose first which of them come in."))


@require_safe
@signed_in
def original(request: Reader, raw_mail: int) -> HttpResponse:
    """The bytes as they were read, as a download."""
    held = quarantine.held_mail(request.user, raw_mail)
    data = quarantine.original_of(held)
    return HttpResponse(data, headers=headers(f"quarantine-{held.pk}.eml", "message/rfc822"))


def _mails(request: Reader, view: str) -> dict[str, Any]:
    looked_for = request.GET.get("q", "").strip()[:LONGEST]
    page = quarantine.held(request.user, view, text=looked_for, behind=_behind(request))
    mails = [(mail, in_short(mail.reason)) for mail in page.mails]
    return {
        "mails": mails,
        "looked_for": looked_for,
        "decides": view != "limit" or leads(request.user),
        "places": (page.older, None) if page.full else (None, page.older),
    }


def _tickets(request: Reader) -> dict[str, Any]:
    tickets, older = quarantine.spam_tickets(request.user, behind=_behind(request))
    return {"tickets": tickets, "places": (older, None)}


def _behind(request: Reader) -> int | None:
    return number_in(request.GET.get("behind", ""))
