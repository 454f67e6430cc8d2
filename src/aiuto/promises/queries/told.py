"""What a customer was told that we owe them, as we show it to them, each with the page where they say "not kept"."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from aiuto.people import tokens
from aiuto.promises.models import IS_THEIRS_TO_KNOW, Promise, State
from aiuto.tickets.models import LONGEST_WORDS as LONGEST_WORDS
from aiuto.tickets.models import Ticket

PURPOSE = "not_kept"
GOOD_FOR = timedelta(days=60)
"""How long after its time, or after it was shown, they can say so."""
MOST = 20
STANDING = (State.OPEN, State.KEPT, State.BROKEN, State.KEPT_LATE)


@dataclass(frozen=True, slots=True)
class Shown:
    """A promise on a customer's page, and the token of its own page."""

    promise: Promise
    token: str


def token_of(promise: Promise, *, now: datetime) -> str:
    """For the link under a promise: it opens a page where its customer says that it was not kept."""
    value = {"promise": promise.pk, "desk": promise.desk_id}
    return tokens.issue(PURPOSE, value, until=max(now, promise.due_at) + GOOD_FOR)


def shown_to_customer(ticket: Ticket, *, now: datetime) -> list[Shown]:
    """What the customer was promised there and nobody took back, the newest first. One statement."""
    own = Promise.objects.filter(IS_THEIRS_TO_KNOW, ticket=ticket, state__in=STANDING)
    return [Shown(each, token_of(each, now=now)) for each in own.order_by("-due_at", "-id")[:MOST]]


def told(promise_id: int) -> Promise | None:
    """One that was made to a customer, with its ticket."""
    found = Promise.objects.select_related("ticket__desk__schedule")
    return found.filter(IS_THEIRS_TO_KNOW, pk=promise_id).first()
