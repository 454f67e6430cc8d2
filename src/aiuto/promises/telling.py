"""What a customer has been promised, as the foot of our mails says it."""

from collections.abc import Callable, Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext

from aiuto.promises.counting import zone_of
from aiuto.promises.models import Promise, State
from aiuto.promises.queries.told import token_of
from aiuto.promises.settling import owed_on
from aiuto.tickets.composing import Told
from aiuto.tickets.models import Message, Ticket
from aiuto.ui import words


def told_in(
    ticket: Ticket, message: Message | None = None, *, page: Callable[[str], str], now: datetime
) -> tuple[Told, ...]:
    """A line for each open promise to the customer that was made before this message, in their language.

    What rules promise is for us to know, unless they were told; what the message promises itself, it says. `page` is
    the address of a token's page, where they say that it was not kept.
    """
    return tuple(
        Told(promise.made_at, line, page(token_of(promise, now=now)))
        for promise, line in _lines(ticket, message)
    )


def first_answer_told(ticket: Ticket, promise: Promise, *, page: Callable[[str], str], now: datetime) -> Told:
    """The one promise by rule that a customer is told: by when a person answers them."""
    with translation.override(ticket.language or ticket.desk.language):
        return Told(now, _line(promise, zone_of(ticket.desk)), page(token_of(promise, now=now)))


def moment_of(ticket: Ticket, due: datetime) -> str:
    """When something is due, in the customer's language and the desk's time: "Tuesday 2 December at 11:00"."""
    at = timezone.localtime(due, zone_of(ticket.desk))
    with translation.override(ticket.language or ticket.desk.language):
        return gettext("%(day)s at %(hour)s") % {"day": words.weekday(at), "hour": f"{at:%H:%M}"}


def _lines(ticket: Ticket, message: Message | None) -> Iterable[tuple[Promise, str]]:
    zone = zone_of(ticket.desk)
    with translation.override(ticket.language or ticket.desk.language):
        for promise in owed_on(ticket):
            if not promise.is_theirs_to_know or promise.state != State.OPEN:
                continue
            if message is None or promise.source_id != message.pk:
                yield promise, _line(promise, zone)


def _line(promise: Promise, zone: ZoneInfo) -> str:
    return f"{promise.what or promise.kind_name} ({_when(promise, zone)})"


def _when(promise: Promise, zone: ZoneInfo) -> str:
    """By when, or from when to when."""
    due = _moment(promise.due_at, zone)
    return f"{due}–{timezone.localtime(promise.until, zone):%H:%M}" if promise.until else due


def _moment(at: datetime, zone: ZoneInfo) -> str:
    return date_format(timezone.localtime(at, zone), "DATETIME_FORMAT")
