"""The coach looks over a draft while it is written."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from aiuto.flows.check_draft import LONGEST, check_draft
from aiuto.flows.find_fine import find_fine
from aiuto.workspace.coach.hints import contents
from aiuto.workspace.shell import Reader, shell, signed_in
from aiuto.workspace.ticket.composer import KINDS, Written, read


@require_POST
@signed_in
def check(request: Reader, reference: str) -> HttpResponse:
    """The hints on what was written; for a browser without scripts on a page of their own."""
    return _shown(request, reference, read(request))


@require_POST
@signed_in
def fine(request: Reader, reference: str) -> HttpResponse:
    """One sentence is fine as it is; the hints that are left."""
    rule, sentence = request.POST.get("rule", "")[:80], request.POST.get("sentence", "")[:LONGEST]
    written = read(request)
    find_fine(reference, user=request.user, rule=rule.replace("\0", ""), sentence=sentence)
    return _shown(request, reference, written)


def _shown(request: Reader, reference: str, written: Written) -> HttpResponse:
    now = timezone.now()
    kind = "note" if request.POST.get("kind") == "note" else "reply"
    checked = check_draft(
        reference,
        user=request.user,
        text=written.text,
        direction=KINDS[kind],
        files=len(written.slots),
        now=now,
    )
    context: dict[str, Any] = {
        "ticket": checked.ticket,
        "kind": kind,
        "now": now,
        "seen": written.seen,
        "chosen": written.promises,
        **contents(checked, written.text, now=now),
    }
    if "HTTP_AIUTO_HINTS" in request.META:
        return render(request, "workspace/coach/_hints.html", context)
    if not written.text.strip():
        return redirect("workspace:ticket", checked.ticket.reference)
    return render(request, "workspace/coach/page.html", shell(request, text=written.text, **context))
