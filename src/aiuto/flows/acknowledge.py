"""The desk says that a request has arrived, once, and only to an address that is proved (T5, T13)."""

from datetime import datetime, timedelta

from django.conf import settings

from aiuto.customers.contacting import find
from aiuto.customers.models import ContactKind
from aiuto.intake.models import Mailbox
from aiuto.intake.queries import own_addresses
from aiuto.journal.actors import RULE
from aiuto.mime import Letter
from aiuto.people.limits import allow
from aiuto.people.models import Desk
from aiuto.people.tokens import address_of
from aiuto.promises.models import Promise
from aiuto.promises.telling import first_answer_told, moment_of
from aiuto.tickets import acknowledging
from aiuto.tickets.models import Ticket

_HOUR, _DAY, _MINUTE = timedelta(hours=1), timedelta(days=1), timedelta(minutes=1)


def acknowledge(ticket: Ticket, *, mailbox: Mailbox, promise: Promise | None, now: datetime) -> None:
    """Queue the acknowledgement in the caller's transaction.

    It says by when they hear from a person, where that is a `promise`, with the page to say that it was not kept.
    """
    when = moment_of(ticket, promise.due_at) if promise else ""
    promised = [first_answer_told(ticket, promise, page=address_of, now=now)] if promise else []
    acknowledging.acknowledge(ticket, mailbox=mailbox, when=when, promised=promised, by=RULE, now=now)


def is_acknowledged(desk: Desk, letter: Letter, mailbox: Mailbox | None, *, now: datetime) -> bool:
    """Whether its sender is to hear that it has arrived: where that is wanted, safe, not too often, and at once.

    Where answers wait until somebody switches them on, it would say so days later.
    """
    if not (desk.acknowledge and mailbox and mailbox.sends) or letter.sender is None or letter.automatic:
        return False
    address = letter.sender.email.lower()
    if address in own_addresses():
        return False
    if not (is_proved(letter, settings.ENVIRONMENT.aiuto_authserv_id) or _is_confirmed(address)):
        return False
    return _within_limits(address, now=now)


def is_proved(letter: Letter, authserv_id: str) -> bool:
    """Whether our own mail server says that DMARC passed; what other servers say counts for nothing."""
    if not authserv_id:
        return False
    for result in letter.authentication_results[:1]:
        server, _semicolon, verdicts = _without_asides(result).partition(";")
        if server.split()[:1] == [authserv_id]:
            return any(verdict.split()[:1] == ["dmarc=pass"] for verdict in verdicts.lower().split(";"))
    return False


def _is_confirmed(address: str) -> bool:
    """Whether its owner has pressed the link that was mailed there, and mail arrives there still."""
    point = find(ContactKind.EMAIL, address)
    return bool(point and point.verified_at and not point.undeliverable_at)


def _without_asides(text: str) -> str:
    """The field without comments and quoted strings, which may hold a stranger's own words."""
    kept, depth, quoted, escaped = [], 0, False, False
    for sign in text:
        if escaped or (sign == "\\" and (quoted or depth)):
            escaped = not escaped
        elif sign == '"' and not depth:
            quoted = not quoted
        elif sign in "()" and not quoted:
            depth = max(0, depth + (1 if sign == "(" else -1))
        elif not depth and not quoted:
            kept.append(sign)
    return "".join(kept)


def _within_limits(address: str, *, now: datetime) -> bool:
    environment = settings.ENVIRONMENT
    return (
        allow("ack", limit=environment.aiuto_acks_a_minute, window=_MINUTE, now=now)
        and allow(f"ack-hour:{address}", limit=1, window=_HOUR, now=now)
        and allow(f"ack-day:{address}", limit=environment.aiuto_acks_a_day, window=_DAY, now=now)
    )
