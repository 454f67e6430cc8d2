"""The coach looks over a draft while it is written."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_POST

from aiuto.flows.check_draft import LONGEST, Checked, check_draft
from aiuto.flows.check_first import check_first
from aiuto.flows.find_fine import find_fine
from aiuto.tickets import policies
from aiuto.tickets.errors import NotFound, TicketError
from aiuto.tickets.queries.first import to_come
from aiuto.workspace.coach.hints import contents, taken
from aiuto.workspace.shell import Reader, signed_in
from aiuto.workspace.ticket import composer
from aiuto.workspace.ticket.composer import KINDS
from aiuto.workspace.ticket.gone import keeps_text
from aiuto.workspace.ticket.heading import head_of
from aiuto.workspace.ticket.written import Written, read

HINTS = "workspace/coach/_hints.html"
STILL = {"reply": policies.check_reply, "note": policies.check_live}
"""Whether there is a composer still."""


@require_POST
@signed_in
@keeps_text
def check(request: Reader, reference: str) -> HttpResponse:
    """The hints on what was written; for a browser without scripts in its composer, where a wording is taken too."""
    return _shown(request, reference)


@require_POST
@signed_in
@keeps_text
def fine(request: Reader, reference: str) -> HttpResponse:
    """One sentence is fine as it is: `fine` is a rule, a tab and the sentence. The hints that are left."""
    rule, _tab, sentence = request.POST.get("fine", "").replace("\0", "").partition("\t")
    find_fine(reference, user=request.user, rule=rule[:80], sentence=sentence[:LONGEST])
    return _shown(request, reference)


def _shown(request: Reader, reference: str) -> HttpResponse:
    written, now = read(request), timezone.now()
    if "HTTP_AIUTO_HINTS" in request.META:
        return render(request, HINTS, _said(request, reference, written, now))
    if reference and not written.text.strip():
        return redirect("workspace:ticket", reference)
    return _beside(request, reference)


def _said(request: Reader, reference: str, written: Written, now: datetime) -> dict[str, Any]:
    checked, kind = _checked(request, reference, written, now), _kind(request)
    return {
        "ticket": checked.ticket,
        "kind": kind,
        "now": now,
        "chosen": written.promises,
        **contents(checked, written.text, now=now),
    }


def _checked(request: Reader, reference: str, written: Written, now: datetime) -> Checked:
    user, text, files = request.user, written.text, len(written.slots)
    if reference:
        direction = KINDS[_kind(request)]
        return check_draft(reference, user=user, text=text, direction=direction, files=files, now=now)
    return check_first(to_come(user, head_of(request)), user=user, text=text, files=files, now=now)


def _kind(request: Reader) -> str:
    return "note" if request.POST.get("kind") == "note" else "reply"


def _beside(request: Reader, reference: str) -> HttpResponse:
    """The composer with its hints, for a browser without scripts."""
    (ticket, written, now), kind = composer.begin(request, reference), _kind(request)
    try:
        STILL[kind](ticket)
        composer.keep_files(request, ticket, kind, written, now)
    except NotFound:
        raise
    except TicketError as error:
        return composer.again(request, ticket, kind, written, error)
    said = _said(request, reference, written, now)
    if "take" in request.POST:
        rule, _tab, wording = request.POST["take"].partition("\t")
        written.text, was = taken(said["cards"], written.text, rule=rule, wording=wording), written.text
        written.taken |= {rule: wording} if written.text != was else {}
        said = _said(request, reference, written, now)
    written.shown = tuple(dict.fromkeys((*written.shown, *(card.rule for card in said["cards"]))))
    written.hints = render_to_string(HINTS, {**said, "alone": True}, request)
    return composer.shown(request, ticket, written, kind=kind, now=now)
