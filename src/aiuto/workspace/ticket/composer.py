"""Writing: answers and notes, their drafts and their files."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from aiuto.flows.add_note import add_note
from aiuto.flows.reply import reply
from aiuto.flows.save_draft import save_draft
from aiuto.flows.upload import upload
from aiuto.tickets.errors import NewerMessage, NotFound, TicketError
from aiuto.tickets.queries import Direction, State, Ticket, conversation
from aiuto.workspace.shell import Reader, shell, signed_in
from aiuto.workspace.ticket import acts, thread

AFTERWARDS = {"open": State.OPEN, "waiting": State.WAITING, "solved": State.SOLVED}
KINDS = {"reply": Direction.OUT, "note": Direction.NOTE}


@dataclass(slots=True)
class Written:
    """What a form brought: kept as it is until it has been sent."""

    text: str = ""
    seen: int | None = None
    slots: tuple[str, ...] = ()
    confirmed: bool = False
    error: str = ""
    files: list[Any] = field(default_factory=list)


def contents(ticket: Ticket, user: Any, last: int, **written: Written) -> dict[str, Written]:
    """The two forms as the person left them: what was just typed wins over the draft."""
    drafts = conversation.drafts(ticket, user)
    return {kind: _form(drafts, direction, last, written.get(kind)) for kind, direction in KINDS.items()}


def _form(drafts: dict[str, Any], direction: str, last: int, written: Written | None) -> Written:
    draft, files = drafts.get(direction, (None, []))
    if written is None:
        seen = draft.begun_after if draft and draft.text else None
        written = Written(text=draft.text if draft else "", seen=seen or last)
        written.slots = tuple(file["slot"] for file in files)
    written.files = [{**file, "chosen": file["slot"] in written.slots} for file in files]
    return written


@require_POST
@signed_in
def send(request: Reader, reference: str) -> HttpResponse:
    """Answer the customer. When somebody wrote since, the page asks first; the text is never lost."""
    ticket, written, now = conversation.ticket(request.user, reference), _read(request), timezone.now()
    try:
        _keep_files(request, ticket, "reply", written, now)
        reply(
            ticket.reference,
            user=request.user,
            text=written.text,
            now=now,
            seen=written.seen,
            confirmed=written.confirmed,
            then=AFTERWARDS.get(request.POST.get("then", "")),
            slots=written.slots,
        )
    except NewerMessage as error:
        return _confirm(request, ticket, written, str(error))
    except NotFound:
        raise
    except TicketError as error:
        return _again(request, ticket, "reply", written, error)
    return redirect("workspace:ticket", ticket.reference)


@require_POST
@signed_in
def note(request: Reader, reference: str) -> HttpResponse:
    """Keep a note that only colleagues see."""
    ticket, written, now = conversation.ticket(request.user, reference), _read(request), timezone.now()
    try:
        _keep_files(request, ticket, "note", written, now)
        add_note(ticket.reference, user=request.user, text=written.text, now=now, slots=written.slots)
    except NotFound:
        raise
    except TicketError as error:
        return _again(request, ticket, "note", written, error)
    return redirect("workspace:ticket", ticket.reference)


@require_POST
@signed_in
def draft(request: Reader, reference: str, kind: str) -> HttpResponse:
    """Keep what is being written; the browser asks every second or two."""
    written = _read(request)
    try:
        save_draft(
            reference,
            user=request.user,
            direction=KINDS[kind],
            text=written.text,
            begun_after=written.seen,
            now=timezone.now(),
        )
    except NotFound:
        raise
    except TicketError as error:
        return HttpResponse(str(error), status=422, content_type="text/plain; charset=utf-8")
    return HttpResponse(status=204)


@require_POST
@signed_in
def files(request: Reader, reference: str, kind: str) -> HttpResponse:
    """Keep files in the draft and show what it holds."""
    ticket, written = conversation.ticket(request.user, reference), _read(request)
    try:
        _keep_files(request, ticket, kind, written, timezone.now())
    except NotFound:
        raise
    except TicketError as error:
        written.error = str(error)
    form = contents(ticket, request.user, 0, **{kind: written})[kind]
    return render(request, "workspace/ticket/_files.html", {"ticket": ticket, "kind": kind, "form": form})


def _read(request: HttpRequest) -> Written:
    seen = request.POST.get("seen", "")
    return Written(
        text=request.POST.get("text", "").replace("\r\n", "\n").replace("\0", ""),
        seen=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 18 else None,
        slots=tuple(slot for slot in request.POST.getlist("slots")[:50] if slot.isalnum()),
        confirmed="confirmed" in request.POST,
    )


def _keep_files(request: Reader, ticket: Ticket, kind: str, written: Written, now: datetime) -> None:
    for file in request.FILES.getlist("files"):
        kept = upload(
            ticket.reference,
            user=request.user,
            direction=KINDS[kind],
            name=file.name or "",
            content_type=file.content_type or "",
            data=file.read(),
            now=now,
        )
        written.slots = (*written.slots, kept.slot)


def _confirm(request: Reader, ticket: Ticket, written: Written, error: str) -> HttpResponse:
    """What was said since, the text as written, and the choice."""
    newer = conversation.since(ticket, written.seen or 0)
    form = contents(ticket, request.user, 0, reply=written)["reply"]
    form.seen = newer[-1].pk if newer else written.seen
    context = {
        "ticket": ticket,
        "newer": newer,
        "form": form,
        "error": error,
        "then": request.POST.get("then", ""),
    }
    return render(request, "workspace/ticket/confirm.html", shell(request, **context), status=409)


def _again(request: Reader, ticket: Ticket, kind: str, written: Written, error: TicketError) -> HttpResponse:
    """The page once more, with what is wrong and all that was typed."""
    written.error = str(error)
    now = timezone.now()
    talk = thread.contents(ticket, before=None, behind=None, reader=request.user, now=now)
    context = {
        **talk,
        "can": acts.possible(ticket),
        "mine": ticket.owner_id == request.user.pk,
        "composer": contents(ticket, request.user, talk["last"], **{kind: written}),
    }
    return render(request, "workspace/ticket/page.html", shell(request, ticket=ticket, **context), status=422)
