"""Sending later: the moment in words, and the answers that wait for theirs."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from aiuto.coach.dates import read_moment
from aiuto.flows.cancel_later import cancel_later
from aiuto.flows.send_first_later import send_first_later
from aiuto.flows.send_later import send_later
from aiuto.flows.send_now import send_now
from aiuto.tickets.errors import NotFound, TicketError
from aiuto.tickets.queries import State, Ticket, conversation, planned
from aiuto.tickets.queries.first import Head, first_messages, to_come
from aiuto.workspace.shell import Reader, signed_in
from aiuto.workspace.ticket import composer
from aiuto.workspace.ticket.heading import head_of
from aiuto.workspace.ticket.written import Written

LONGEST = 80


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment in words; `at` is when it would leave, `meant` what the words say. Both None: not understood."""

    words: str
    at: datetime | None = None
    meant: datetime | None = None
    closed_too: bool = False

    @property
    def moved(self) -> bool:
        """The desk is closed at the moment that was meant."""
        return self.at != self.meant


@require_safe
@signed_in
def moment(request: Reader, reference: str) -> HttpResponse:
    """What the words mean, in full, as they are typed."""
    ticket = (
        conversation.ticket(request.user, reference) if reference else to_come(request.user, head_of(request))
    )
    found = _read(request.GET.get("when", ""), ticket, "closed_too" in request.GET)
    context = {"ticket": ticket, "when": found, "now": timezone.now()}
    return render(request, "workspace/ticket/_moment.html", context)


@require_POST
@signed_in
def plan(request: Reader, reference: str) -> HttpResponse:
    """Shows the moment in full first; once it was shown, the answer waits for it."""
    ticket, written, now = composer.begin(request, reference)
    words = next((words for words in reversed(request.POST.getlist("when")) if words.strip()), "")
    written.when = _read(words, ticket, "closed_too" in request.POST)
    shown = _shown(request, written.when)
    try:
        composer.keep_files(request, ticket, "reply", written, now)
        composer.check_filled(written)
        then = composer.AFTERWARDS.get(request.POST.get("later_then", ""))
        if shown is None:
            return composer.shown(request, ticket, written, now=now)
        composer.check_head(request, written)
        composer.check_answered(ticket, written, then)
        composer.check_in_time(ticket, written, now, shown)
        _plan(request, ticket, written, shown, then, now)
    except NotFound:
        raise
    except TicketError as error:
        return composer.again(request, ticket, "reply", written, error)
    messages.success(request, _("It waits for its moment. Until then you can change it."))
    return composer.done(request, ticket) if reference else composer.gone_to(request, _page(""))


def _plan(
    request: Reader, ticket: Ticket, written: Written, at: datetime, then: State | None, now: datetime
) -> None:
    user, text, slots, promises = request.user, written.text, written.slots, written.promises
    if written.key:
        send_first_later(
            written.key,
            user=user,
            head=written.head,
            text=text,
            send_at=at,
            slots=slots,
            promises=promises,
            now=now,
        )
        return
    send_later(
        ticket.reference,
        user=user,
        text=text,
        send_at=at,
        now=now,
        seen=written.seen,
        confirmed=written.confirmed,
        then=then,
        slots=slots,
        to=written.to,
        promises=promises,
    )


@require_safe
@signed_in
def waiting(request: Reader, reference: str) -> HttpResponse:
    """The messages that wait here, as a part of the page; without htmx, the page."""
    user = request.user
    ticket = conversation.ticket(user, reference) if reference else to_come(user, Head())
    if not request.htmx:
        return redirect(_page(reference))
    found = planned.planned_on(ticket) if reference else first_messages(user, "").waiting
    context = {"ticket": ticket, "planned": found, "now": timezone.now()}
    return render(request, "workspace/ticket/_planned.html", context)


@require_POST
@signed_in
def settle(request: Reader, reference: str, draft: int) -> HttpResponse:
    """Send what waits now, or take it back into the composer."""
    now, goal = timezone.now(), _page(reference)
    if reference:
        conversation.ticket(request.user, reference)
    try:
        goal = _settled(request, reference, draft, now)
    except NotFound:
        messages.info(request, _("It has left already, or was taken back."))
    except TicketError as error:
        messages.error(request, str(error))
    return redirect(goal)


def _settled(request: Reader, reference: str, draft: int, now: datetime) -> str:
    """Where one sees what became of it."""
    if request.POST.get("act") == "send":
        message = send_now(reference, user=request.user, draft=draft, now=now)
        return reverse("workspace:ticket", args=[message.ticket.reference])
    found = cancel_later(reference, draft=draft, user=request.user, now=now)
    messages.success(request, _("It does not leave by itself any more. Its writer has it as a draft."))
    own = found.user_id == request.user.pk
    return _page(reference, found.key or "" if own else "")


def _page(reference: str, key: str = "") -> str:
    """Of the request, or of the first message."""
    if reference:
        return reverse("workspace:ticket", args=[reference])
    return reverse("workspace:write_first") + (f"?draft={key}" if key else "")


def _read(words: str, ticket: Ticket, closed_too: bool) -> Moment:
    """The words as a moment to come, within the desk's hours unless it may leave while the desk is closed."""
    words, now = " ".join(words.split())[:LONGEST], timezone.localtime()
    try:
        found = read_moment(words, now=now, language=get_language()) if words else None
    except (ValueError, OverflowError):
        found = None
    if found is None or found.at <= now:
        return Moment(words, closed_too=closed_too)
    at = found.at if closed_too else planned.when_open(ticket, found.at)
    return Moment(words, at, found.at, closed_too)


def _shown(request: Reader, when: Moment) -> datetime | None:
    """The moment that the page showed for these very words, None while it has shown none."""
    if request.POST.get("shown_for") != f"{when.words} {when.closed_too}" or when.at is None:
        return None
    try:
        at = datetime.fromisoformat(request.POST.get("at", ""))
    except ValueError:
        return None
    return at if at.tzinfo else None
