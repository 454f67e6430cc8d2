"""Reading the quarantine: mail that was held back, and requests that somebody called spam."""

from contextlib import suppress
from dataclasses import dataclass

from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from aiuto.customers.queries import contact_points_of
from aiuto.files.queries import content
from aiuto.intake.models import Outcome, RawMail
from aiuto.intake.parsing import Unreadable, parser
from aiuto.intake.sorting import LIMIT as LIMIT
from aiuto.intake.sorting import SPAM as SPAM
from aiuto.people.models import User
from aiuto.people.queries import desks_of
from aiuto.tickets.errors import NotFound
from aiuto.tickets.queries import visible_to
from aiuto.tickets.queries.listing import Listed, listed

PAGE = 30
READ = 600
PREVIEW = 20_000
_VIEWS = {SPAM: "spam", LIMIT: "limit"}
# Spelt out, because SQLite uses a partial index only when it sees that its condition holds.
_HELD = RawSQL("intake_rawmail.outcome = 'quarantined'", (), output_field=BooleanField())


@dataclass(frozen=True, slots=True)
class Held:
    """One page of the quarantine. `older` is where it goes on; not `full`: a bounded look found less."""

    mails: list[RawMail]
    older: int | None
    full: bool


def held(user: User, view: str, *, text: str = "", behind: int | None = None) -> Held:
    """The held mails of one's desks, newest first: the `view` "spam" that a person called so, "limit" that a limit
    holds, "held" all others. Of these, those in whose sender or subject the `text` stands.
    """
    mails = RawMail.objects.filter(_HELD).order_by("-id")
    if behind:
        mails = mails.filter(pk__lt=behind)
    desks = desks_of(user)
    read = list(mails.values_list("pk", "desk", "reason", "shown_from", "subject")[:READ])
    words = text.casefold().split()
    ids = [
        pk
        for pk, desk, reason, *said in read
        if desk in desks and _VIEWS.get(reason, "held") == view and _says(said, words)
    ]
    shown = RawMail.objects.filter(pk__in=ids[:PAGE]).select_related("desk", "mailbox").order_by("-id")
    older = ids[PAGE - 1] if len(ids) > PAGE else read[-1][0] if len(read) == READ else None
    return Held(list(shown), older, full=len(ids) >= PAGE)


def _says(said: list[str], words: list[str]) -> bool:
    """Every word of what is looked for, somewhere."""
    whole = " ".join(said).casefold()
    return all(word in whole for word in words)


def held_address(user: User, customer: int) -> str:
    """The first address of this customer from which a limit holds mail at one's desks; "" for none."""
    points = contact_points_of([customer]).get(customer, [])
    addresses = (point.value for point in points if point.kind == "email")
    return next((each for each in addresses if held(user, _VIEWS[LIMIT], text=each).mails), "")


def held_mail(user: User, raw_mail_id: int) -> RawMail:
    """A held mail of one of this person's desks. Raises NotFound for missing and forbidden alike."""
    mails = RawMail.objects.select_related("desk", "mailbox").filter(outcome=Outcome.QUARANTINED)
    found = mails.filter(pk=raw_mail_id, desk__in=desks_of(user)).first()
    if found is None:
        raise NotFound
    return found


def spam_tickets(user: User, *, behind: int | None = None) -> tuple[list[Listed], int | None]:
    """The requests that are spam, the newest first, and the id to look behind for more."""
    spam = visible_to(user).filter(spam=True, merged_into__isnull=True)
    if behind:
        spam = spam.filter(pk__lt=behind)
    ids = list(spam.order_by("-id").values_list("pk", flat=True)[: PAGE + 1])
    return listed(user, ids[:PAGE]), ids[PAGE - 1] if len(ids) > PAGE else None


def original_of(mail: RawMail) -> bytes:
    """The bytes as they were read. Raises NotFound when somebody's hand took them from the disk."""
    try:
        return content(mail.blob_id) if mail.blob_id else b""
    except FileNotFoundError as error:
        raise NotFound from error


def preview_of(mail: RawMail) -> str:
    """What the mail says, as plain text; of one that cannot be read, how its bytes begin."""
    letter, raw = None, b""
    with suppress(Unreadable, NotFound):
        raw = original_of(mail)
        letter = parser.read(raw)
    text = letter.text if letter and letter.readable else raw[:PREVIEW].decode("utf-8", "replace")
    return "".join(sign if sign.isprintable() or sign in "\n\t" else "·" for sign in text[:PREVIEW])
