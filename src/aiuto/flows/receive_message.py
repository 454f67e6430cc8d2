"""A mail arrives: it is kept once, finds or opens its ticket, and what must happen next is written down."""

from dataclasses import dataclass, replace
from datetime import datetime

import structlog
from django.db import IntegrityError, InterfaceError, OperationalError, transaction

from aiuto import mime
from aiuto.files.storing import store
from aiuto.flows.incoming import Mail, asked_sender, handle
from aiuto.flows.limited_mail import is_limited
from aiuto.intake.keeping import Arrival, Identity, keep
from aiuto.intake.models import Mailbox, Outcome, RawMail
from aiuto.intake.parsing import Unreadable, parser
from aiuto.intake.queries import SAME_MAIL
from aiuto.intake.routing import Place, place_of
from aiuto.intake.sorting import LIMIT, quarantine_reason
from aiuto.journal.actors import SYSTEM, Actor
from aiuto.journal.recording import record
from aiuto.people.models import Desk
from aiuto.rows.together import together
from aiuto.tickets.queries.mails import message_of_mail

log = structlog.get_logger(__name__)
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a mail; a duplicate names the first."""

    outcome: str
    ticket: str | None = None
    message: int | None = None
    reason: str | None = None


def receive_message(
    raw: bytes,
    *,
    via: str,
    now: datetime,
    desk: Desk | None = None,
    mailbox: Mailbox | None = None,
    envelope_from: str | None = None,
    envelope_to: tuple[str, ...] = (),
    position: tuple[int, int] | None = None,
    letter: mime.Letter | Unreadable | None = None,
    history: bool = False,
    ours: frozenset[str] = frozenset(),
    by: Actor = SYSTEM,
) -> Receipt:
    """Keep one mail, whatever it is. Returns after the commit.

    Raises only when nothing could be kept (database away, disk full): then the sender still has the mail.
    `letter` is the mail when it was read ahead. `history` keeps dates and never answers;
    what is from one of `ours`, our own addresses, is then a message that we sent.
    """
    letter = letter or _read(raw)
    place = place_of(desk, mailbox, (*envelope_to, *_addressed(letter)))
    arrival = Arrival(
        desk=place.desk.pk,
        via=via,
        mailbox=place.mailbox.pk if place.mailbox else None,
        envelope_from=envelope_from,
        envelope_to=envelope_to,
        position=position,
    )
    mail = Mail(raw, letter, mime.digest(raw), arrival, by, history=history, ours=ours)
    try:
        return _store_or_retry(mail, place, now=now)
    except (OperationalError, InterfaceError, OSError):
        raise
    except Exception:
        log.exception("mail.could_not_be_handled", digest=mail.digest)
        return _quarantine(mail, "error", now=now)


def _read(raw: bytes) -> mime.Letter | Unreadable:
    try:
        return parser.read(raw)
    except Unreadable as refusal:
        return refusal


def _addressed(letter: mime.Letter | Unreadable) -> tuple[str, ...]:
    if isinstance(letter, Unreadable):
        return ()
    return (*letter.delivered_to, *(address.email for address in (*letter.to, *letter.cc)))


def _store_or_retry(mail: Mail, place: Place, *, now: datetime) -> Receipt:
    """Another process may store the same mail or customer at this moment: then look again."""
    for _ in range(_TRIES - 1):
        try:
            return _store(mail, place, now=now)
        except IntegrityError:
            continue
    return _store(mail, place, now=now)


@transaction.atomic
def _store(mail: Mail, place: Place, *, now: datetime) -> Receipt:
    same, senders = together(SAME_MAIL.of(mail.digest), asked_sender(mail))
    first = next((kept for kept in same if kept.desk_id == place.desk.pk), None)
    if first:
        return _duplicate(mail, first, now=now)
    reason = quarantine_reason(mail.letter, history=mail.history)
    if reason or isinstance(mail.letter, Unreadable):
        return _quarantine(mail, reason, now=now)
    sender = next(iter(senders), None)
    if not mail.history and is_limited(sender, mail.letter):
        return _quarantine(mail, LIMIT, now=now)
    hashes = store([mail.raw, *(a.data for a in mail.letter.attachments)], now=now)
    kept = keep(_identity(mail, hashes[0]), arrival=mail.arrival, outcome=Outcome.STORED, now=now)
    message = handle(
        mail, mail.letter, kept, place, hashes=hashes[1:], elsewhere=same, sender=sender, now=now
    )
    return Receipt(Outcome.STORED, message.ticket.reference, message.pk)


def _duplicate(mail: Mail, first: RawMail, *, now: datetime) -> Receipt:
    keep(_identity(mail, None), arrival=mail.arrival, outcome=Outcome.DUPLICATE, now=now, first=first)
    message = message_of_mail(first.pk)
    if message is None:
        return Receipt(Outcome.DUPLICATE, reason=first.reason or None)
    return Receipt(Outcome.DUPLICATE, message.ticket.reference, message.pk)


@transaction.atomic
def _quarantine(mail: Mail, reason: str, *, now: datetime) -> Receipt:
    sha256 = store([mail.raw], now=now)[0]
    kept = keep(
        replace(_identity(mail, sha256), text=_text(mail)),
        arrival=mail.arrival,
        outcome=Outcome.QUARANTINED,
        now=now,
        reason=reason,
    )
    record("mail.quarantined", by=mail.by, now=now, raw_mail=kept.pk, reason=reason, desk=kept.desk_id)
    return Receipt(Outcome.QUARANTINED, reason=reason)


def _text(mail: Mail) -> str:
    return "" if isinstance(mail.letter, Unreadable) else mail.letter.text


def _identity(mail: Mail, sha256: str | None) -> Identity:
    if isinstance(mail.letter, Unreadable):
        return Identity(mail.digest, sha256)
    return Identity(mail.digest, sha256, mail.letter.shown_from, mail.letter.subject)
