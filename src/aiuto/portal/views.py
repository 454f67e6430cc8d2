"""The signed page: GET shows, only POST acts, because programs that check mail open every link."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from aiuto.customers.errors import CustomerError
from aiuto.flows.count_bad_link import count_bad_link
from aiuto.intake.queries import active_mailboxes
from aiuto.people.queries import client_network, signed_page
from aiuto.portal.pages import PAGES, Page
from aiuto.promises.errors import PromiseError
from aiuto.tickets.errors import TicketError


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, token: str) -> HttpResponse:
    """The page that the token is for, or the same words for every token that opens none."""
    now = timezone.now()
    signed = signed_page(token, now=now)
    found = PAGES.get(signed.purpose) if signed else None
    question = found.question(signed.value) if signed and found else None
    if not signed or not found or question is None:
        return _nothing(request)
    if request.method == "POST":
        return _answered(request, found, token, question, desk=signed.value.get("desk"), now=now)
    return _show(request, found.template, question, desk=signed.value.get("desk"))


def _answered(
    request: HttpRequest, page: Page, token: str, question: dict[str, Any], *, desk: int | None, now: datetime
) -> HttpResponse:
    """The question again where the answer is none."""
    try:
        page.answer(token, request.POST, now=now)
    except (TicketError, CustomerError, PromiseError) as error:
        context = question | {"error": error, "given": request.POST}
        return _show(request, page.template, context, desk=desk, status=422)
    return redirect(request.path)


def _nothing(request: HttpRequest) -> HttpResponse:
    if not count_bad_link(client_network(request), now=timezone.now()):
        return render(request, "429.html", status=429)
    return _show(request, "portal/over.html", {}, status=404)


def _show(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    desk: int | None = None,
    status: int = 200,
) -> HttpResponse:
    """A customer's page always says how to reach a person."""
    return render(request, template, context | {"person": _person_at(desk)}, status=status)


def _person_at(desk: int | None) -> str:
    """The address of this desk, else of the default one; empty before any mailbox is connected."""
    mailboxes = active_mailboxes()
    own = [mailbox for mailbox in mailboxes if mailbox.desk_id == desk]
    default = [mailbox for mailbox in mailboxes if mailbox.desk.is_default]
    return next((mailbox.address for mailbox in [*own, *default]), "")
