"""Writing to a customer first: a new request that begins with our own words."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from aiuto.flows.count_hints import count_hints
from aiuto.flows.discard_first import discard_first
from aiuto.flows.write_first import write_first
from aiuto.tickets.errors import NotFound, TicketError
from aiuto.tickets.queries import Direction, Draft
from aiuto.tickets.queries.first import FirstMessages, Head, first_messages, to_come
from aiuto.workspace.shell import Reader, signed_in
from aiuto.workspace.ticket import composer
from aiuto.workspace.ticket.heading import head_of, key_of
from aiuto.workspace.ticket.written import Written


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def write(request: Reader) -> HttpResponse:
    """What was begun, by its key or to this address, else the last; or an empty page. Sending opens the request."""
    if request.method == "POST":
        return _send(request)
    key = key_of(request, "draft")
    found = first_messages(request.user, key)
    written = _begun(request, found, key)
    coming = to_come(request.user, written.head)
    return composer.first(request, coming, written, found, now=timezone.now())


@require_safe
@signed_in
def signature(request: Reader) -> HttpResponse:
    """What stands below a message of this desk."""
    coming = to_come(request.user, head_of(request))
    return render(request, "workspace/ticket/_signature.html", {"ticket": coming})


@require_POST
@signed_in
def discard(request: Reader) -> HttpResponse:
    """What was begun is not wanted."""
    discard_first(key_of(request), user=request.user)
    messages.success(request, _("It is gone."))
    return composer.gone_to(request, reverse("workspace:write_first"))


def _send(request: Reader) -> HttpResponse:
    coming, written, now = composer.begin(request, "")
    head = written.head
    try:
        composer.keep_files(request, coming, "reply", written, now)
        composer.check_head(request, written)
        composer.check_filled(written)
        message = write_first(
            coming.desk.pk,
            to=head.to,
            name=head.name,
            subject=head.subject,
            text=written.text,
            by=request.user,
            slots=written.slots,
            promises=written.promises,
            key=written.key,
            now=now,
        )
    except NotFound:
        raise
    except TicketError as error:
        return composer.again(request, coming, "reply", written, error)
    count_hints(
        message.ticket.reference,
        user=request.user,
        text=message.text,
        direction=Direction.OUT,
        shown=written.shown,
        taken=written.taken,
        files=len(written.slots),
        now=now,
    )
    return composer.gone_to(request, reverse("workspace:ticket", args=[message.ticket.reference]))


def _begun(request: Reader, found: FirstMessages, key: str) -> Written:
    """`draft` names one, `to` whom it is for; without either it is the last one that was begun."""
    head = head_of(request)
    if "draft" in request.GET:
        draft = next((each for each in found.begun if each.key == key), None)
    else:
        draft = next((each for each in found.begun if head.to in ("", each.to)), None)
    return _written(draft) if draft else Written(key=key, head=head)


def _written(draft: Draft) -> Written:
    return Written(
        text=draft.text,
        key=draft.key or "",
        head=Head(draft.desk_id, draft.to, draft.name, draft.subject),
        promises=tuple(draft.promises),
        slots=tuple(file.slot for file in draft.uploads.all()),
    )
