"""Whether every mail that was read is somewhere: read = stored + duplicate + refused + quarantined."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q
from django.db.models.functions import TruncDate

from aiuto.intake.models import Outcome, RawMail
from aiuto.people.models import User
from aiuto.people.queries import desks_of


@dataclass(frozen=True, slots=True)
class Row:
    """One mailbox (or a desk, for mail that came without one) on one day of the current time zone."""

    day: date
    desk: str
    mailbox: str
    read: int
    stored: int
    duplicate: int
    refused: int
    quarantined: int

    @property
    def missing(self) -> int:
        """How many were read and are nowhere; below zero, how many are in two places."""
        return self.read - self.stored - self.duplicate - self.refused - self.quarantined

    @property
    def balances(self) -> bool:
        return self.missing == 0


def balance(user: User | None, *, since: datetime, until: datetime | None = None) -> list[Row]:
    """Mailbox by mailbox and day by day, newest first; of one's own desks, or of all for None.

    `stored` is counted by the messages that exist, not by what the intake wrote down.
    """
    mails = RawMail.objects.filter(received_at__gte=since)
    if until:
        mails = mails.filter(received_at__lt=until)
    if user:
        mails = mails.filter(desk__in=desks_of(user))
    days = mails.annotate(day=TruncDate("received_at")).values_list("day", "desk__name", "mailbox__address")
    counted = days.annotate(
        read=Count("pk"),
        stored=Count("message"),
        duplicate=_of(Outcome.DUPLICATE),
        refused=_of(Outcome.REFUSED),
        quarantined=_of(Outcome.QUARANTINED),
    )
    rows = counted.order_by("-day", "desk__name", "mailbox__address")
    return [Row(day, desk, mailbox or "", *numbers) for day, desk, mailbox, *numbers in rows]


def _of(outcome: Outcome) -> Count:
    return Count("pk", filter=Q(outcome=outcome))
