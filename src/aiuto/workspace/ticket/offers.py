"""What the composer offers while one writes: saved replies, colleagues to name, pictures of waiting files."""

from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from aiuto.flows.use_saved_reply import use_saved_reply
from aiuto.manual.errors import ManualError
from aiuto.manual.queries import SavedReply, filled, replies_for, saved_reply, values_for
from aiuto.mime.pictures import NotAPicture, redrawn
from aiuto.people.queries import colleagues_at
from aiuto.tickets.errors import NotFound, TicketError
from aiuto.tickets.queries import Ticket, conversation
from aiuto.tickets.queries.first import to_come
from aiuto.workspace.message.attachments import content, headers
from aiuto.workspace.shell import Reader, signed_in
from aiuto.workspace.ticket import composer, drafts
from aiuto.workspace.ticket.gone import keeps_text
from aiuto.workspace.ticket.heading import head_of
from aiuto.workspace.ticket.written import Written

LONGEST = 200


@require_safe
@signed_in
def replies(request: Reader, reference: str) -> HttpResponse:
    """Saved replies that fit the words `q`, filled for this request: title, text, audience and language."""
    ticket = (
        conversation.ticket(request.user, reference) if reference else to_come(request.user, head_of(request))
    )
    language = ticket.language or ticket.desk.language
    values = values_for(ticket, request.user)
    found = replies_for(request.user, language=language, words=request.GET.get("q", "")[:LONGEST])
    return JsonResponse({"options": [_offered(reply, values, language) for reply in found]})


def _offered(reply: SavedReply, values: dict[str, str], language: str) -> dict[str, Any]:
    return {
        "id": reply.pk,
        "title": reply.title,
        "text": filled(reply.text, values),
        "hint": "" if reply.language == language else reply.language.upper(),
    }


@require_POST
@signed_in
@keeps_text
def choose(request: Reader, reference: str) -> HttpResponse:
    """For a browser without scripts: the draft is kept, and the replies stand below it; `put` is the one to put in."""
    ticket, written, now = composer.begin(request, reference)
    try:
        composer.keep_files(request, ticket, "reply", written, now)
        if put := request.POST.get("put", ""):
            _put(request, ticket, written, put)
        drafts.keep(request, reference, "reply", written, now)
    except NotFound:
        raise
    except TicketError as error:
        return composer.again(request, ticket, "reply", written, error)
    if not put:
        words, language = request.POST.get("q", "")[:LONGEST], ticket.language or ticket.desk.language
        written.offered = replies_for(request.user, language=language, words=words)
        written.choosing = True
    return composer.shown(request, ticket, written, now=now)


def _put(request: Reader, ticket: Ticket, written: Written, number: str) -> None:
    """The reply stands behind what was written."""
    try:
        reply = saved_reply(request.user, int(number) if number.isascii() and number.isdigit() else 0)
    except ManualError as error:
        raise Http404(str(error)) from error
    text = filled(reply.text, values_for(ticket, request.user))
    written.text = "\n\n".join(part for part in (written.text.rstrip(), text) if part)
    use_saved_reply(reply.pk, user=request.user, now=timezone.now())


@require_POST
@signed_in
def use_reply(request: Reader, reply: int) -> HttpResponse:
    """It was put into an answer: next time it is offered sooner."""
    try:
        use_saved_reply(reply, user=request.user, now=timezone.now())
    except ManualError as error:
        raise Http404(str(error)) from error
    return HttpResponse(status=204)


@require_safe
@signed_in
def colleagues(request: Reader, reference: str) -> HttpResponse:
    """Who can be named in a note on this request."""
    ticket = conversation.ticket(request.user, reference)
    others = (person for person in colleagues_at(ticket.desk_id) if person.pk != request.user.pk)
    options = [{"id": one.pk, "title": str(one), "text": f"@{one} ", "hint": ""} for one in others]
    return JsonResponse({"options": options})


@require_safe
@signed_in
def thumbnail(request: Reader, slot: str) -> HttpResponse:
    """A picture that waits in one's own draft, redrawn."""
    file = conversation.upload(request.user, slot)
    try:
        content_type, data = redrawn(content(file.blob_id))
    except NotAPicture as error:
        raise Http404 from error
    shown = headers(file.name, content_type) | {"Content-Disposition": "inline"}
    return HttpResponse(data, headers=shown | {"Cache-Control": "private, max-age=86400, immutable"})
