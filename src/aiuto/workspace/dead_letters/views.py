"""What could not leave, and work that gave up: shown to people, who try again or let it be."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from aiuto.flows.discard_work import discard_work
from aiuto.flows.put_aside_delivery import put_aside_delivery
from aiuto.flows.retry_delivery import retry_delivery
from aiuto.flows.retry_work import retry_work
from aiuto.jobs.errors import LetterGone
from aiuto.jobs.queries import dead_letter, dead_letters
from aiuto.people.policies import leads
from aiuto.tickets.errors import NotFound, TicketError
from aiuto.tickets.queries.trouble import troubles
from aiuto.workspace.numbers import number_in
from aiuto.workspace.shell import Reader, shell, signed_in

PAGE = 30
SENDING = ("aiuto.outbox.sending.send",)


@require_safe
@signed_in
def mails(request: Reader) -> HttpResponse:
    """Mail that came back or was given up, newest first."""
    page = troubles(request.user, behind=number_in(request.GET.get("behind", "")))
    here = reverse("workspace:dead_letters")
    older = f"{here}?behind={page.older}" if page.older else ""
    context = {
        "troubles": page.found,
        "older": older if page.full else "",
        "further": "" if page.full else older,
        "first": here if "behind" in request.GET else "",
    }
    return render(request, "workspace/dead_letters/mails.html", _shell(request, "mails", **context))


@require_safe
@signed_in
def work(request: Reader) -> HttpResponse:
    """Work that gave up after all its attempts: for leads."""
    _only_leads(request)
    letters = dead_letters(after=_after(request), limit=PAGE + 1, without=SENDING)
    here = reverse("workspace:dead_work")
    context = {
        "letters": letters[:PAGE],
        "older": f"{here}?after={letters[PAGE - 1].pk}" if len(letters) > PAGE else "",
        "first": here if "after" in request.GET else "",
    }
    return render(request, "workspace/dead_letters/work.html", _shell(request, "work", **context))


@require_POST
@signed_in
def decide_mail(request: Reader, delivery: int) -> HttpResponse:
    """Send it once more, or put it aside."""
    act, now = request.POST.get("act", ""), timezone.now()
    try:
        if act == "retry":
            retry_delivery(delivery, user=request.user, now=now)
            messages.success(request, _("It is on its way once more."))
        elif act == "aside":
            put_aside_delivery(delivery, user=request.user, now=now)
            messages.success(request, _("Put aside. It stays with its request."))
        else:
            raise Http404
    except NotFound:
        raise
    except TicketError as error:
        messages.error(request, str(error))
    return redirect("workspace:dead_letters")


@require_POST
@signed_in
def decide_work(request: Reader, letter: int) -> HttpResponse:
    """Back to the queue, or given up for good."""
    _only_leads(request)
    act, now = request.POST.get("act", ""), timezone.now()
    try:
        if act == "retry":
            retry_work(letter, user=request.user, now=now)
            messages.success(request, _("It is in the queue again."))
        elif act == "discard":
            discard_work(letter, user=request.user, now=now)
            messages.success(request, _("Given up for good."))
        else:
            raise Http404
    except LetterGone:
        messages.error(request, _("Somebody has dealt with this in the meantime."))
    return redirect("workspace:dead_work")


def _shell(request: Reader, view: str, **more: Any) -> dict[str, Any]:
    tabs = [("mails", "dead_letters", "mail-x", _("Mail")), ("work", "dead_work", "cog", _("Work"))]
    shown = [
        {"url": reverse(f"workspace:{name}"), "label": label, "icon": icon, "current": view == key}
        for key, name, icon, label in tabs
    ]
    return shell(request, tabs=shown if leads(request.user) else [], **more)


def _only_leads(request: Reader) -> None:
    """Who may not is told no more than that there is nothing."""
    if not leads(request.user):
        raise Http404


def _after(request: Reader) -> Any:
    number = number_in(request.GET.get("after", ""))
    try:
        return dead_letter(number) if number else None
    except LetterGone:
        return None
