"""A breath before an answer: the draft rests, or a talk is put in writing."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from aiuto.flows.prepare_agreement import prepare_agreement
from aiuto.flows.rest_draft import rest_draft
from aiuto.tickets.errors import NotFound, TicketError
from aiuto.tickets.queries import conversation
from aiuto.workspace.shell import Reader, signed_in
from aiuto.workspace.ticket.composer import again, done
from aiuto.workspace.ticket.written import read


@require_POST
@signed_in
def rest(request: Reader, reference: str) -> HttpResponse:
    """The answer is kept for some minutes; its writer is told when they are over."""
    ticket, written = conversation.ticket(request.user, reference), read(request)
    try:
        rest_draft(
            ticket.reference, user=request.user, text=written.text, seen=written.seen, now=timezone.now()
        )
    except NotFound:
        raise
    except TicketError as error:
        return again(request, ticket, "reply", written, error)
    return done(request, ticket)


@require_POST
@signed_in
def agreed(request: Reader, reference: str) -> HttpResponse:
    """What was agreed in a talk goes into a prepared draft, before what was begun."""
    ticket, written = conversation.ticket(request.user, reference), read(request)
    try:
        prepare_agreement(ticket.reference, user=request.user, text=written.text, now=timezone.now())
    except NotFound:
        raise
    except TicketError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Prepared. Fill in what you agreed, then send it."))
    return done(request, ticket)
