"""Changing many requests at once, and taking back what one did."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aiuto.flows.change_many import Changed, change_many
from aiuto.flows.undo_many import undo_many
from aiuto.tickets.errors import NotFound, TicketError
from aiuto.tickets.queries.chosen import MOST, chosen
from aiuto.workspace.bulk import words
from aiuto.workspace.bulk.forms import QUESTIONS
from aiuto.workspace.shell import Reader, shell, signed_in

PRESSES = ("take", "release", "wait", "reopen", "close", "spam")


@require_POST
@signed_in
def change(request: Reader) -> HttpResponse:
    """Do it, or ask first what the act needs to know; then back to the list."""
    act = request.POST.get("act", "")
    references = request.POST.getlist("tickets")[: MOST + 1]
    if act in QUESTIONS and references:
        return _asked(request, act, references)
    if act not in PRESSES and act not in QUESTIONS:
        raise Http404
    return _done(request, act, references, _given(act, request))


@require_POST
@signed_in
def undo(request: Reader, done: int) -> HttpResponse:
    """Take it back, and stay where one is."""
    try:
        undone = undo_many(done, user=request.user, now=timezone.now())
    except NotFound:
        raise
    except TicketError as error:
        messages.info(request, str(error))
    else:
        (messages.warning if undone.kept else messages.success)(request, words.taken_back(undone))
    return redirect(_back(request, request.headers.get("Referer", "")))


def undo_address(act: int | None) -> str:
    """Where an act is taken back: the extra tag of the message that tells of it."""
    return reverse("workspace:undo_act", args=[act]) if act else ""


def _given(act: str, request: Reader) -> dict[str, Any]:
    owners: dict[str, int | None] = {"take": request.user.pk, "release": None}
    return {"owner": owners[act]} if act in owners else {}


def _asked(request: Reader, act: str, references: list[str]) -> HttpResponse:
    """The question, as a part for the dialog or as a page; answered (`asked`), what came of it."""
    question, tickets = QUESTIONS[act], chosen(request.user, references)
    if not tickets:
        return _done(request, act, references, {})
    answered = "asked" in request.POST
    form = question.form(request.POST if answered else None, tickets=tickets)
    if not form.needed or (answered and form.is_valid()):
        return _done(request, act, references, form.given)
    context = {"act": act, "question": question, "form": form, "tickets": tickets, "back": _back(request)}
    status = 422 if answered else 200
    if request.htmx:
        part = render(request, "workspace/bulk/_question.html", context, status=status)
        part["HX-Reswap"] = "innerHTML"
        return part
    return render(request, "workspace/bulk/question.html", shell(request, **context), status=status)


def _done(request: Reader, act: str, references: list[str], given: dict[str, Any]) -> HttpResponse:
    tone, text, changed = messages.SUCCESS, "", Changed()
    flow = "assign" if act in ("take", "release") else act
    try:
        changed = change_many(references, user=request.user, act=flow, given=given, now=timezone.now())
    except TicketError as error:
        tone, text = messages.ERROR, str(error)
    else:
        text = words.said(act, changed) if references else _("Choose one request or more first.")
        tone = messages.WARNING if changed.skipped or not changed.done else messages.SUCCESS
    messages.add_message(request, tone, text, extra_tags=undo_address(changed.act))
    if not request.htmx:
        return redirect(_back(request))
    part = render(request, "workspace/bulk/_done.html")
    part["HX-Reswap"], part["HX-Trigger"] = "none", "changed"
    return part


def _back(request: Reader, address: str = "") -> str:
    """A page of ours: the one named by the form, else the inbox."""
    address = address or request.POST.get("back", "")
    ours = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if ours and "/" in address else reverse("workspace:inbox")
