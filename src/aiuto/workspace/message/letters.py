"""A message whole: its full text, its HTML behind glass, and its source."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from aiuto.files import queries as files
from aiuto.outbox import queries as outbox
from aiuto.tickets.queries import conversation
from aiuto.workspace.message import images
from aiuto.workspace.message.attachments import headers
from aiuto.workspace.shell import Reader, shell, signed_in
from aiuto.workspace.ticket import acts

GLASS = (
    "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
)
PLAIN = "default-src 'none'; sandbox; frame-ancestors 'none'"
SHOWN_SOURCE = 500_000


@require_safe
@signed_in
def whole(request: Reader, message: int) -> HttpResponse:
    """Everything that came: the full text with what was quoted, who it was from and to, its files."""
    shown = conversation.message(request.user, message)
    remote = images.remote_count(shown.html)
    context = {"message": shown, "ticket": shown.ticket, "remote": remote, "files": shown.attachments.all()}
    context["deliveries"] = outbox.of_messages([shown.pk]).get(shown.pk, [])
    if request.htmx:
        return render(request, "workspace/message/_whole.html", {"within": True, **context})
    return render(request, "workspace/message/page.html", shell(request, **context))


@require_safe
@signed_in
def menu(request: Reader, message: int) -> HttpResponse:
    """What can be done with a message; the menu asks for it when it is opened."""
    shown: Any = conversation.message(request.user, message)
    shown.anchor = f"message-{shown.pk}"
    context = {"message": shown, "ticket": shown.ticket, "can": acts.possible(shown.ticket, request.user)}
    return render(request, "workspace/ticket/_message_items.html", context)


@require_safe
@signed_in
def letter(request: Reader, message: int) -> HttpResponse:
    """The HTML as the sender drew it, in a document that can do nothing; remote images only when asked for."""
    shown = conversation.message(request.user, message)
    body = images.with_own(shown.html, conversation.inline_files(shown))
    if "images" in request.GET:
        body = images.with_remote(body)
    context = {"body": mark_safe(body)}  # noqa: S308 - cleaned when stored, and shown where nothing runs
    response = render(request, "workspace/message/letter.html", context)
    response.headers["Content-Security-Policy"] = GLASS
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_safe
@signed_in
def source(request: Reader, message: int) -> HttpResponse:
    """The mail as it was read: its beginning as text, or all of it as a download."""
    shown = conversation.message(request.user, message)
    raw = _raw(shown.raw_mail.blob_id if shown.raw_mail else None)
    if "download" in request.GET:
        return HttpResponse(
            raw, headers=headers(f"{shown.ticket.reference}-{shown.pk}.eml", "message/rfc822")
        )
    text = raw[:SHOWN_SOURCE].decode("utf-8", "replace")
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response.headers["Content-Security-Policy"] = PLAIN
    return response


def _raw(sha256: str | None) -> bytes:
    """Nothing, when the message did not come as a mail."""
    try:
        return files.content(sha256) if sha256 else b""
    except FileNotFoundError:
        return b""
