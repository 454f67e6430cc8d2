"""Where a mail belongs: our reply token, else known references from somebody who takes part, else nowhere.

A stranger never joins (T6). What looks related is only linked, as "maybe the same".
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from aiuto.customers.models import ContactPoint
from aiuto.mime import Letter
from aiuto.people.models import Desk
from aiuto.rows.asking import Question, filled
from aiuto.tickets.models import Message, Participant, Ticket
from aiuto.tickets.references import tokens_in

_PREFIX = re.compile(r"^(?:\s*(?:re|r|rif|aw|fw|fwd|i|inoltro)\s*(?:\[\d+\])?\s*:)+\s*", re.IGNORECASE)
_REFERENCES = 30
_SAME_WITHIN = timedelta(days=30)
_MERGES = 20


def _naming(sender: int, *ids: str) -> QuerySet:
    takes_part = Participant.objects.filter(ticket=OuterRef("ticket"), contact_point=sender)
    messages = Message.objects.filter(message_id__in=ids).annotate(joins=Exists(takes_part)).order_by("-id")
    return messages.values_list("message_id", "ticket", "ticket__desk", "joins")[:_REFERENCES]


def _newest(customer: int, desk: int) -> QuerySet:
    theirs = Ticket.objects.filter(customer=customer, desk=desk, merged_into__isnull=True)
    return theirs.order_by("-last_message_at", "-id").values_list("id", "subject", "last_message_at")[:10]


_NAMED = Question(_naming, int, *[str] * _REFERENCES)
_NEWEST = Question(_newest, int, int)
_INTO = Question(lambda pk: Ticket.objects.filter(pk=pk).values_list("merged_into"), int)


@dataclass(frozen=True, slots=True)
class Thread:
    """The ticket a mail joins, or None; `writer` is the participant it comes from, when it is one of them."""

    ticket: int | None = None
    writer: Participant | None = None
    by_token: bool = False
    known_id: bool = False
    maybe: tuple[int, ...] = ()


def find_thread(
    letter: Letter, *, desk: Desk, sender: ContactPoint | None, envelope_to: tuple[str, ...], now: datetime
) -> Thread:
    """Follow the token, then the references, then look for what may be the same."""
    named = _named(letter, sender)
    known_id = any(message_id == letter.message_id for message_id, *_rest in named)
    by_token = _by_token(_addressed(letter, envelope_to), sender)
    if by_token:
        return replace(by_token, known_id=known_id)
    ours = [
        (ticket, joins) for name, ticket, at, joins in named if at == desk.pk and name != letter.message_id
    ]
    joined = next((ticket for ticket, joins in ours if joins and sender), None)
    if joined:
        return Thread(joined, known_id=known_id)
    maybe = tuple(dict.fromkeys(ticket for ticket, _joins in ours))
    maybe = maybe or _by_subject(letter, desk=desk, sender=sender, now=now)
    return Thread(known_id=known_id, maybe=maybe)


def target_of(ticket_id: int) -> int:
    """Where mail to this ticket goes: itself, or the end of its chain of merges."""
    for _ in range(_MERGES):
        [(into,)] = _INTO.ask(ticket_id)
        if into is None:
            break
        ticket_id = into
    return ticket_id


def bare_subject(subject: str) -> str:
    """The subject without the reply and forward marks that mail programs put before it."""
    return _PREFIX.sub("", subject).strip()


def _addressed(letter: Letter, envelope_to: tuple[str, ...]) -> tuple[str, ...]:
    return (*envelope_to, *letter.delivered_to, *(a.email for a in (*letter.to, *letter.cc)))


def _by_token(addresses: tuple[str, ...], sender: ContactPoint | None) -> Thread | None:
    tokens = tokens_in(addresses)
    found = Participant.objects.filter(token__in=tokens).first() if tokens else None
    if found is None:
        return None
    writer = found if sender and sender.pk == found.contact_point_id else None
    return Thread(found.ticket_id, writer=writer, by_token=True)


def _named(letter: Letter, sender: ContactPoint | None) -> list[tuple[str, int, int, bool]]:
    """Messages that this one names, or that have its own Message-ID, newest first.

    Rows of (Message-ID, ticket, desk, whether the sender takes part in that ticket).
    """
    own = (letter.message_id,) if letter.message_id else ()
    ids = list(dict.fromkeys((*own, *letter.in_reply_to, *reversed(letter.references))))[:_REFERENCES]
    if not ids:
        return []
    return _NAMED.ask(sender.pk if sender else 0, *filled(ids, _REFERENCES))


def _by_subject(letter: Letter, *, desk: Desk, sender: ContactPoint | None, now: datetime) -> tuple[int, ...]:
    subject = bare_subject(letter.subject)
    if sender is None or not subject:
        return ()
    recent = [
        (pk, theirs)
        for pk, theirs, at in _NEWEST.ask(sender.customer_id, desk.pk)
        if at >= now - _SAME_WITHIN
    ]
    return tuple(pk for pk, theirs in recent if bare_subject(theirs).casefold() == subject.casefold())[:3]
