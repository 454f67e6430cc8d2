"""The live line: server-sent events that say what changed, never what it says."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from aiuto.journal.queries import parse_cursor
from aiuto.workspace.live.hub import missed
from aiuto.workspace.live.line import KEY
from aiuto.workspace.numbers import number_in


@require_GET
def stream(request: HttpRequest) -> HttpResponse:
    """What changed among the requests that the reader may see, from `Last-Event-ID` (or `after`) on.

    On ASGI `live.line` keeps the answer open; anywhere else it ends here and the browser asks again.
    """
    if not request.user.is_authenticated:
        return HttpResponse(status=403)
    since = parse_cursor(request.headers.get("Last-Event-ID") or request.GET.get("after", ""))
    scope = getattr(request, "scope", {})
    answer = HttpResponse(content_type="text/event-stream")
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Accel-Buffering"] = "no"
    if KEY in scope:
        known = number_in(request.GET.get("notices", ""))
        scope[KEY] = (request.user.pk, since, known)
    else:
        answer.content = "".join(missed(request.user.pk, since))
    return answer
