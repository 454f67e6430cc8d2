"""Files of messages: handed out as downloads of harmless types, and pictures redrawn by us."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from aiuto.files import queries as files
from aiuto.mime.pictures import LONGEST_SIDE, NotAPicture, redrawn
from aiuto.tickets.queries import conversation
from aiuto.workspace.shell import Reader, signed_in

ANYTHING = "application/octet-stream"
TYPES = frozenset(
    "image/png image/jpeg image/gif image/webp application/pdf application/zip text/plain text/csv audio/mpeg "
    "audio/ogg video/mp4 application/rtf message/rfc822 text/calendar application/msword application/vnd.ms-excel "
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document "
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet "
    "application/vnd.oasis.opendocument.text application/vnd.oasis.opendocument.spreadsheet".split()
)
CLOSED = "default-src 'none'; sandbox; frame-ancestors 'none'"
LONGEST_NAME = 150
THUMBNAIL = 480


@require_safe
@signed_in
def download(request: Reader, attachment: int) -> HttpResponse:
    """The bytes as they came, never shown by the browser itself."""
    file = conversation.attachment(request.user, attachment)
    return HttpResponse(content(file.blob_id), headers=headers(file.name, file.content_type))


@require_safe
@signed_in
def preview(request: Reader, attachment: int) -> HttpResponse:
    """A raster picture, redrawn, so that nothing but its points is left; `small` for a row of them."""
    file = conversation.attachment(request.user, attachment)
    try:
        content_type, data = redrawn(
            content(file.blob_id), side=THUMBNAIL if "small" in request.GET else LONGEST_SIDE
        )
    except NotAPicture as error:
        raise Http404 from error
    shown = headers(file.name, content_type) | {"Content-Disposition": "inline"}
    return HttpResponse(data, headers=shown | {"Cache-Control": "private, max-age=86400, immutable"})


def headers(name: str, content_type: str) -> dict[str, str]:
    """The headers of a download, for any name and any declared type."""
    label = "".join(letter for letter in name if letter.isprintable())[:LONGEST_NAME] or "file"
    return {
        "Content-Type": content_type if content_type in TYPES else ANYTHING,
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=label) or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": CLOSED,
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-cache",
    }


def content(sha256: str) -> bytes:
    """The bytes of a kept file. Raises Http404 when they are gone."""
    try:
        return files.content(sha256)
    except FileNotFoundError as error:
        raise Http404 from error
