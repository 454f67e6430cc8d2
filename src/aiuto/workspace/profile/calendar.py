"""What one owes in one's own calendar program: the address, and what is read there without a sign-in."""

import hashlib

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from aiuto.flows.close_calendar import close_calendar
from aiuto.flows.count_bad_link import count_bad_link
from aiuto.flows.open_calendar import open_calendar
from aiuto.people.queries import User, client_network
from aiuto.promises.queries.calendar import calendar_of, reader_of
from aiuto.workspace.profile.views import context_of
from aiuto.workspace.shell import Reader, signed_in

CONTENT_TYPE = "text/calendar; charset=utf-8"


@require_POST
@signed_in
def change(request: Reader) -> HttpResponse:
    """A new address, shown on this answer alone because only its digest is kept; with `close`, none any more."""
    if request.POST.get("close"):
        close_calendar(request.user, now=timezone.now())
        messages.success(request, _("The calendar's address opens nothing any more."))
        return redirect("workspace:profile")
    secret = open_calendar(request.user, now=timezone.now())
    address = settings.ENVIRONMENT.url + reverse("workspace:calendar", args=[secret])
    response = render(request, "workspace/profile/page.html", context_of(request) | {"calendar": address})
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def show(request: HttpRequest, secret: str) -> HttpResponse:
    """iCalendar for whoever has the secret; nothing, where it has not changed since they read it last."""
    reader = reader_of(secret)
    if reader is None:
        return _nothing(request)
    calendar = _calendar(reader)
    etag = f'"{hashlib.sha256(calendar).hexdigest()}"'
    response = get_conditional_response(request, etag=etag) or HttpResponse(calendar, CONTENT_TYPE)
    if not isinstance(response, HttpResponseNotModified):
        response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return response


def _nothing(request: HttpRequest) -> HttpResponse:
    if not count_bad_link(client_network(request), now=timezone.now()):
        return render(request, "429.html", status=429)
    raise Http404


def _calendar(reader: User) -> bytes:
    """In their own language; who reads a calendar brings no browser that has one."""
    with translation.override(reader.language or settings.LANGUAGE_CODE):
        name = _("Aiuto: what I have promised")
        return calendar_of(reader, name=name, address=settings.ENVIRONMENT.url)
