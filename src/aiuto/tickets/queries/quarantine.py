"""Reading the quarantine: mail that was held back, and requests that somebody called spam."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Any

from django.db.models import BooleanField, QuerySet
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
from aiuto.ui.beginnings import begins

PAGE = 30
READ = 600
PREVIEW = 20_000
SAID = ("shown_from", "subject")
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
    holds, "held" all others. Of these, those in whose sender, subject or first words the words of `text` begin some.
    """
    mails = RawMail.objects.filter(_HELD).order_by("-id")
    if behind:
        mails = mails.filter(pk__lt=behind)
    read = _read(mails, [*SAID, "held_text__words"] if text else [])
    ids = [pk for pk, *said in _in_view(user, view, read) if begins(text, " ".join(filter(None, said)))]
    shown = RawMail.objects.filter(pk__in=ids[:PAGE]).select_related("desk", "mailbox").order_by("-id")
    older = ids[PAGE - 1] if len(ids) > PAGE else read[-1][0] if len(read) == READ else None
    return Held(list(shown), older, full=len(ids) >= PAGE)


def _read(mails: QuerySet[RawMail], said: Sequence[str]) -> list[Any]:
    """The newest, up to a bound: what tells where they belong, and what they say."""
    return list(mails.values_list("pk", "desk", "reason", *said)[:READ])


def _in_view(user: User, view: str, read: Iterable[Any]) -> Iterator[Any]:
    """Those of one's desks that belong in this view, with what they say."""
    desks = desks_of(user)
    for pk, desk, reason, *said in read:
        if desk in desks and _VIEWS.get(reason, "held") == view:
            yield pk, *said


def held_of_sender(user: User, mail: RawMail) -> list[int]:
    """Ids of what is held of the same address, in the same view, among the newest; the oldest first."""
    address = parseaddr(mail.shown_from)[1].lower()
    if not address:
        return [mail.pk]
    read = _read(RawMail.objects.filter(_HELD).order_by("-id"), ["shown_from"])
    same = _in_view(user, _VIEWS.get(mail.reason, "held"), read)
    return sorted(pk for pk, shown in same if parseaddr(shown)[1].lower() == address)


def held_address(user: User, customer: int) -> str:
    """The first address of this customer from which a limit holds mail at one's desks; "" for none."""
    points = contact_points_of([customer]).get(customer, [])
    addresses = [point.value for point in points if point.kind == "email"]
    if not addresses:
        return ""
    read = _read(RawMail.objects.filter(_HELD).order_by("-id"), ["shown_from"])
    shown = {parseaddr(said)[1].lower() for _pk, said in _in_view(user, _VIEWS[LIMIT], read)}
    return next((each for each in addresses if each in shown), "")


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
