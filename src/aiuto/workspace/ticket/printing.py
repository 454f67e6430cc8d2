"""The conversation on paper: what was said, and the notes only when they are asked for."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from aiuto.tickets.queries import Direction, conversation
from aiuto.workspace.shell import Reader, shell, signed_in

MOST = 300


@require_safe
@signed_in
def show(request: Reader, reference: str) -> HttpResponse:
    """The newest messages; with `notes` what colleagues wrote to each other too."""
    ticket = conversation.ticket(request.user, reference)
    notes = "notes" in request.GET
    stretch = conversation.stretch(ticket, size=MOST)
    said = [m for m in stretch.messages if not m.withdrawn_at and (notes or m.direction != Direction.NOTE)]
    context = {"ticket": ticket, "said": said, "notes": notes, "older": stretch.older is not None}
    return render(request, "workspace/ticket/print.html", shell(request, **context))
