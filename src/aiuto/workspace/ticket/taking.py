"""Taking a text along from a request that was merged while it was written."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aiuto.flows.take_along import take_along
from aiuto.tickets.errors import NotFound, TicketError
from aiuto.tickets.queries import conversation
from aiuto.workspace.shell import Reader, signed_in
from aiuto.workspace.ticket.composer import KINDS, again
from aiuto.workspace.ticket.written import read


@require_POST
@signed_in
def take(request: Reader, reference: str) -> HttpResponse:
    """Go on writing in the request that this one became."""
    kind, written = request.POST.get("kind", ""), read(request)
    if kind not in KINDS:
        raise Http404
    user, direction, now = request.user, KINDS[kind], timezone.now()
    try:
        goal = take_along(reference, user=user, direction=direction, text=written.text, now=now)
    except NotFound:
        raise
    except TicketError as error:
        return again(request, conversation.ticket(request.user, reference), kind, written, error)
    messages.success(request, _("Your text came along: it is below."))
    return redirect("workspace:ticket", goal.reference)
