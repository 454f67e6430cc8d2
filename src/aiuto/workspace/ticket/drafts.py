"""What is being written, kept as it is written: the text every second or two, files at once."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from aiuto.flows.save_draft import save_draft
from aiuto.flows.save_first import save_first
from aiuto.tickets.errors import NewerDraft, NotFound, TicketError
from aiuto.tickets.queries import Draft, Ticket, conversation
from aiuto.tickets.queries.conversation import Drafts
from aiuto.tickets.queries.first import first_drafts
from aiuto.workspace.shell import Reader, signed_in
from aiuto.workspace.ticket.composer import KINDS, begin, form_of, keep_files, written_on
from aiuto.workspace.ticket.written import Written


@require_POST
@signed_in
def draft(request: Reader, reference: str, kind: str) -> HttpResponse:
    """Keep what is being written; the browser asks every second or two. `Draft-At` is when it was kept.

    Where the server holds a newer text than the page goes on from, that text comes back with a 409.
    """
    written = written_on(request, reference)
    try:
        kept = keep(request, reference, kind, written, timezone.now())
    except NotFound:
        raise
    except NewerDraft:
        ticket = begin(request, reference)[0]
        newer, _files = _drafts(request, ticket, written)[KINDS[kind]]
        return _plain(newer.text, status=409, at=newer.updated_at)
    except TicketError as error:
        return _plain(str(error), status=422)
    return _plain("", status=204, at=kept.updated_at if kept else None)


@require_POST
@signed_in
def files(request: Reader, reference: str, kind: str) -> HttpResponse:
    """Keep files in the draft and show what it holds."""
    ticket, written, now = begin(request, reference)
    try:
        keep_files(request, ticket, kind, written, now)
    except NotFound:
        raise
    except TicketError as error:
        written.error = str(error)
    form = form_of(_drafts(request, ticket, written), KINDS[kind], 0, written)
    context = {"ticket": ticket, "kind": kind, "form": form, "only_files": True}
    return render(request, "workspace/ticket/_files.html", context)


def keep(request: Reader, reference: str, kind: str, written: Written, now: datetime) -> Draft | None:
    """The draft as it is written now. Raises TicketError."""
    user, text, promises, known = request.user, written.text, written.promises, _known(request)
    if written.key:
        return save_first(
            written.key,
            user=user,
            head=written.head,
            text=text,
            promises=promises,
            known=known,
            now=now,
        )
    return save_draft(
        reference,
        user=user,
        direction=KINDS[kind],
        text=text,
        begun_after=written.seen,
        known=known,
        promises=promises,
        now=now,
    )


def _drafts(request: Reader, ticket: Ticket, written: Written) -> Drafts:
    if written.key:
        return first_drafts(request.user, written.key)
    return conversation.drafts(ticket, request.user)


def _plain(text: str, *, status: int, at: datetime | None = None) -> HttpResponse:
    headers = {"Draft-At": at.isoformat() if at else ""}
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8", headers=headers)


def _known(request: HttpRequest) -> datetime | None:
    """The moment of the draft that the page goes on from; an empty one stands for no draft."""
    if "known" not in request.POST:
        return None
    try:
        known = datetime.fromisoformat(request.POST["known"])
    except ValueError:
        return conversation.NONE_KNOWN
    return known if known.tzinfo else conversation.NONE_KNOWN
