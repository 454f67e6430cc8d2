"""What stands in calendars: the calls and appointments that a colleague owes, and what a customer was sent."""

from datetime import datetime

from aiuto.people.models import User
from aiuto.people.queries import desks_of
from aiuto.promises.entries import feed
from aiuto.promises.feeding import digest_of
from aiuto.promises.models import IS_OWED, LIVE, Feed, Invitation, Promise
from aiuto.promises.queries.lists import MOST_MINE
from aiuto.tickets.models import Ticket


def feed_made_at(user: User) -> datetime | None:
    """Since when this person's calendar has an address; None where it has none."""
    return Feed.objects.filter(user=user).values_list("made_at", flat=True).first()


def reader_of(secret: str) -> User | None:
    """Whose calendar this secret opens, as long as they work here."""
    found = Feed.objects.select_related("user").filter(digest=digest_of(secret), user__is_active=True).first()
    return found.user if found else None


def calendar_of(user: User, *, name: str, address: str) -> bytes:
    """iCalendar: what is owed on the requests they look after and may see, what is due first; bounded."""
    own = Ticket.objects.filter(owner=user, next_due_at__isnull=False).order_by("next_due_at")
    owed = Promise.objects.filter(IS_OWED, kind__in=LIVE, ticket__in=own.values("pk")[:MOST_MINE])
    seen = owed.filter(desk__in=desks_of(user)).exclude(uid="").select_related("ticket__customer", "to")
    return feed(seen.order_by("due_at", "id")[:MOST_MINE], name=name, address=address)


def is_in_their_calendar(promise: Promise) -> bool:
    """Whether a mail has brought it into its customer's calendar, and none has taken it out since."""
    said = Invitation.objects.filter(uid=promise.uid, message__withdrawn_at__isnull=True)
    last = said.order_by("-sequence").first() if promise.uid else None
    return last is not None and not last.cancels
