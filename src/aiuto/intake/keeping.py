"""Keeping raw mail with its outcome: the row that makes a mailbox balance."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from aiuto.intake.models import HeldText, Mailbox, Outcome, RawMail
from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.rows.inserting import insert

LONGEST_TEXT = 2_000


@dataclass(frozen=True, slots=True)
class Arrival:
    """How a mail reached us. `position` is (UIDVALIDITY, UID) of an IMAP mailbox."""

    desk: int
    via: str
    mailbox: int | None = None
    envelope_from: str | None = None
    envelope_to: tuple[str, ...] = ()
    position: tuple[int, int] | None = None

    def envelope(self) -> dict[str, object]:
        """What is known of it; an empty `envelope_from` is the null sender, which is something to know."""
        known: dict[str, object] = {}
        if self.envelope_from is not None:
            known["envelope_from"] = _writable(self.envelope_from)
        if self.envelope_to:
            known["envelope_to"] = [_writable(address) for address in self.envelope_to]
        return known | ({"position": self.position} if self.position else {})


@dataclass(frozen=True, slots=True)
class Identity:
    """What the row says of the mail itself; `text` of one that is held."""

    digest: str
    sha256: str | None
    shown_from: str = ""
    subject: str = ""
    text: str = ""


@transaction.atomic(savepoint=False)
def keep(
    identity: Identity,
    *,
    arrival: Arrival,
    outcome: Outcome,
    now: datetime,
    reason: str = "",
    first: RawMail | None = None,
) -> RawMail:
    """One row a mail read. The event of a stored mail is its message's. Moves the mailbox's cursor along.

    Raises IntegrityError when the same mail was stored by another process a moment ago.
    """
    kept = insert(
        RawMail(
            desk_id=arrival.desk,
            mailbox_id=arrival.mailbox,
            via=arrival.via,
            digest=identity.digest,
            blob_id=identity.sha256,
            outcome=outcome,
            reason=reason[:40],
            first=first,
            shown_from=identity.shown_from[:320],
            subject=identity.subject[:300],
            envelope=arrival.envelope(),
            received_at=now,
        )
    )
    if outcome == Outcome.QUARANTINED and identity.text:
        HeldText.objects.create(mail=kept, words=_beginning(identity.text))
    if arrival.mailbox and arrival.position:
        _advance(arrival.mailbox, arrival.position, now=now)
    return kept


@transaction.atomic(savepoint=False)
def set_outcome(mail: RawMail, outcome: Outcome, *, reason: str, by: Actor, now: datetime) -> RawMail:
    """A mail leaves or enters the quarantine by a person's hand."""
    mail.outcome, mail.reason = outcome, reason[:40]
    mail.released_at = now if outcome == Outcome.STORED else None
    mail.save(update_fields=["outcome", "reason", "released_at"])
    if outcome == Outcome.STORED:
        HeldText.objects.filter(mail=mail).delete()
    record(f"mail.{outcome}", by=by, now=now, raw_mail=mail.pk, reason=reason[:40], desk=mail.desk_id)
    return mail


def _beginning(text: str) -> str:
    """Enough to find it by, in one line."""
    return _writable(" ".join(text[: 4 * LONGEST_TEXT].split())[:LONGEST_TEXT])


def _writable(address: str) -> str:
    """As it came, but for signs that PostgreSQL does not take: nul, and halves of characters."""
    return address.encode("utf-8", "backslashreplace").decode().replace("\x00", "\\x00")


def _advance(mailbox: int, position: tuple[int, int], *, now: datetime) -> None:
    validity, uid = position
    Mailbox.objects.filter(pk=mailbox).update(
        uid_validity=validity, last_uid=uid, last_read_at=now, last_error=""
    )
