"""What the composer offers while one writes: saved replies, colleagues to name, pictures of waiting files."""

from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from aiuto.flows.use_saved_reply import use_saved_reply
from aiuto.manual.errors import ManualError
from aiuto.manual.queries import SavedReply, filled, replies_for, values_for
from aiuto.mime.pictures import NotAPicture, redrawn
from aiuto.people.queries import colleagues_at
from aiuto.tickets.queries import conversation
from aiuto.workspace.message.attachments import content, headers
from aiuto.workspace.shell import Reader, signed_in

LONGEST = 200


@require_safe
@signed_in
def replies(request: Reader, reference: str) -> HttpResponse:
    """Saved replies that fit the words `q`, filled for this request: title, text, audience and language."""
    ticket = conversation.ticket(request.user, reference)
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
