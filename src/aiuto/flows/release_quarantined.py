"""A person lets a mail out of quarantine: it becomes a message like any other."""

from datetime import datetime

import structlog
from django.db import InterfaceError, OperationalError, transaction

from aiuto.files.queries import content
from aiuto.files.storing import store
from aiuto.flows.incoming import Mail, handle, known_sender
from aiuto.intake.errors import CannotBeRead, LeadReleases, NotInQuarantine
from aiuto.intake.keeping import Arrival, set_outcome
from aiuto.intake.models import Outcome, RawMail
from aiuto.intake.parsing import Unreadable, parser
from aiuto.intake.queries import quarantined_for
from aiuto.intake.routing import Place
from aiuto.intake.sorting import LIMIT
from aiuto.journal.actors import person
from aiuto.mime import Letter
from aiuto.people.models import User
from aiuto.people.policies import leads
from aiuto.tickets.models import Message

log = structlog.get_logger(__name__)


def release_quarantined(raw_mail_id: int, *, user: User, now: datetime) -> Message:
    """The mail as a message, from the moment it arrived. Raises NotInQuarantine, CannotBeRead, LeadReleases.

    What went wrong when it came may go wrong again: then it stays held, and the log says why.
    """
    try:
        return _release(raw_mail_id, user=user, now=now)
    except (NotInQuarantine, LeadReleases, CannotBeRead, OperationalError, InterfaceError):
        raise
    except Exception as error:
        log.exception("mail.could_not_be_let_in", raw_mail=raw_mail_id)
        raise CannotBeRead from error


@transaction.atomic
def _release(raw_mail_id: int, *, user: User, now: datetime) -> Message:
    kept = quarantined_for(user, raw_mail_id)
    if kept is None or kept.blob_id is None:
        raise NotInQuarantine
    if kept.reason == LIMIT and not leads(user):
        raise LeadReleases
    raw = content(kept.blob_id)
    letter = _read(raw)
    mail = Mail(raw, letter, kept.digest, _arrival(kept), person(user.pk))
    hashes = store([attachment.data for attachment in letter.attachments], now=now)
    set_outcome(kept, Outcome.STORED, reason=kept.reason, by=mail.by, now=now)
    sender = known_sender(mail, letter)
    return handle(mail, letter, kept, _place(kept), hashes=hashes, elsewhere=(), sender=sender, now=now)


def _read(raw: bytes) -> Letter:
    try:
        letter = parser.read(raw)
    except Unreadable as refusal:
        raise CannotBeRead from refusal
    if not letter.readable:
        raise CannotBeRead
    return letter


def _arrival(kept: RawMail) -> Arrival:
    envelope = kept.envelope
    return Arrival(
        kept.desk_id,
        kept.via,
        kept.mailbox_id,
        envelope_from=envelope.get("envelope_from"),
        envelope_to=tuple(envelope.get("envelope_to", ())),
    )


def _place(kept: RawMail) -> Place:
    return Place(kept.desk, kept.mailbox)
