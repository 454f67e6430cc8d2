"""Reading mailboxes."""

from collections.abc import Iterable

from aiuto.intake import secrets
from aiuto.intake.addresses import without_token
from aiuto.intake.models import Mailbox as Mailbox
from aiuto.intake.models import Outcome, RawMail
from aiuto.people.models import User
from aiuto.people.queries import desks_of
from aiuto.rows.asking import Question

KEPT = (Outcome.STORED, Outcome.QUARANTINED)
SAME_MAIL = Question(lambda digest: RawMail.objects.filter(digest=digest, outcome__in=KEPT), str)


def active_mailboxes() -> list[Mailbox]:
    """All mailboxes in use, in the order they were made."""
    return list(Mailbox.objects.select_related("desk__schedule").filter(active=True).order_by("id"))


def mailboxes_to_fetch() -> list[Mailbox]:
    """Those whose mail is read by IMAP."""
    return [mailbox for mailbox in active_mailboxes() if mailbox.imap_host]


def mailbox(mailbox_id: int) -> Mailbox | None:
    """One mailbox, in use or not."""
    return Mailbox.objects.select_related("desk__schedule").filter(pk=mailbox_id).first()


def mailbox_for_address(address: str) -> Mailbox | None:
    """The mailbox in use that an envelope address belongs to, `local+token@domain` too, whatever its capitals."""
    wanted = address.strip().lower()
    if not wanted.isprintable():
        return None
    own = Mailbox.objects.select_related("desk__schedule").filter(active=True)
    return (
        own.filter(address__iexact=wanted).first()
        or own.filter(address__iexact=without_token(wanted)).first()
    )


def held_back_by(mailbox_id: int | None, recipient: str) -> str:
    """The address of the mailbox when it is to send nothing yet, else "". Its mail to itself, the test, may leave."""
    own = mailbox(mailbox_id) if mailbox_id else None
    may_leave = own is None or own.sends or without_token(recipient.lower()) == own.address
    return "" if own is None or may_leave else own.address


def password_of(mailbox: Mailbox) -> str:
    """The password in clear, for signing in at that moment. Raises SecretUnreadable."""
    return secrets.reveal(mailbox.secret)


def quarantined_for(user: User, raw_mail_id: int) -> RawMail | None:
    """A held mail of one of this person's desks, locked."""
    held = RawMail.objects.select_for_update(of=("self",), no_key=True).select_related(
        "desk__schedule", "mailbox"
    )
    return held.filter(pk=raw_mail_id, outcome=Outcome.QUARANTINED, desk__in=desks_of(user)).first()


def own_addresses() -> frozenset[str]:
    """The addresses of all our mailboxes."""
    return frozenset(Mailbox.objects.values_list("address", flat=True))


def all_mailboxes() -> list[Mailbox]:
    """Every mailbox by address, in use or not."""
    return list(Mailbox.objects.select_related("desk").order_by("address"))


def mailboxes_of(desk_id: int) -> list[Mailbox]:
    """The mailboxes of one desk."""
    return list(Mailbox.objects.filter(desk=desk_id).order_by("address"))


def addresses_of(mailbox_ids: Iterable[int]) -> dict[int, str]:
    """The address of each of these mailboxes."""
    return dict(Mailbox.objects.filter(pk__in=set(mailbox_ids)).values_list("pk", "address"))
