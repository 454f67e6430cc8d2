"""What leaves: taking it back, trying again, and in the demo reading what would have left."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from aiuto.flows.retry_delivery import retry_delivery
from aiuto.flows.undo_send import undo_send
from aiuto.outbox import queries as outbox
from aiuto.tickets.errors import NotFound, TicketError
from aiuto.tickets.queries import conversation
from aiuto.tickets.queries.pages import delivery_for
from aiuto.workspace.shell import Reader, shell, signed_in


@require_POST
@signed_in
def undo(request: Reader, message: int) -> HttpResponse:
    """Take the answer back; its text is in the composer again."""
    shown = conversation.message(request.user, message)
    try:
        undo_send(message, user=request.user, now=timezone.now())
    except NotFound:
        raise
    except TicketError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Taken back. Your text is below again."))
    return redirect("workspace:ticket", shown.ticket.reference)


@require_POST
@signed_in
def retry(request: Reader, delivery: int) -> HttpResponse:
    """Try once more."""
    found = delivery_for(request.user, delivery)
    if found is None or found.ticket is None:
        raise NotFound
    reference, _desk = conversation.places_of([found.ticket])[found.ticket]
    try:
        retry_delivery(delivery, user=request.user, now=timezone.now())
    except TicketError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("It is on its way once more."))
    return redirect("workspace:ticket", reference)


@require_safe
@signed_in
def outgoing(request: Reader) -> HttpResponse:
    """The demo sends nothing to the outside: here is what would have left."""
    _only_in_the_demo()
    return render(request, "workspace/demo/outgoing.html", shell(request, deliveries=outbox.newest()))


@require_safe
@signed_in
def one_outgoing(request: Reader, delivery: int) -> HttpResponse:
    """One mail as it would have left."""
    _only_in_the_demo()
    found = outbox.one(delivery)
    if found is None:
        raise Http404
    return render(request, "workspace/demo/mail.html", shell(request, delivery=found, parts=found.parts))


def _only_in_the_demo() -> None:
    if not settings.DEMO:
        raise Http404
