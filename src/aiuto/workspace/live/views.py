"""The live line: server-sent events that say what changed, never what it says."""

from collections.abc import AsyncIterator

from asgiref.sync import sync_to_async
from django.db import connections
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_GET

from aiuto.journal.queries import Cursor, parse_cursor
from aiuto.workspace.live.hub import hub


@require_GET
async def stream(request: HttpRequest) -> HttpResponseBase:
    """What changed among the requests that the reader may see, from `Last-Event-ID` (or `after`) on."""
    user = await request.auser()
    if not user.is_authenticated:
        return HttpResponse(status=403)
    since = parse_cursor(request.headers.get("Last-Event-ID") or request.GET.get("after", ""))
    await sync_to_async(connections.close_all)()
    response = StreamingHttpResponse(_pieces(user.pk, since), content_type="text/event-stream")
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Accel-Buffering"] = "no"
    return response


async def _pieces(user: int, since: Cursor | None) -> AsyncIterator[bytes]:
    async for piece in hub.listen(user, since):
        yield piece.encode()
