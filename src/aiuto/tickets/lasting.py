"""Fixes that did not last: a later request of the same customer about the same is a repeat of the earlier one.

The same is the same cause, or one cause and what stands below it; "something else" twice is not. Where neither has a
cause it is the same reason, which says less: why somebody wrote, not that something failed. So a repeat by its reason
alone counts once a person says so.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from aiuto.journal.actors import RULE, Actor
from aiuto.journal.recording import record
from aiuto.tickets.errors import WrongState
from aiuto.tickets.models import Given, Link, LinkKind, Ticket

NEWEST = 50
"""Requests of one customer among which repeats are looked for."""
BEARS = (LinkKind.AGAIN, LinkKind.REPEAT)
"""Links that say, or ask, whether a fix did not last."""
SAME_CAUSE = Q(later__cause=F("earlier__cause")) | Q(later__cause__parent=F("earlier__cause"))
SAME_CAUSE |= Q(earlier__cause__parent=F("later__cause"))
COUNTS = Q(kind=LinkKind.REPEAT) | (Q(kind=LinkKind.AGAIN) & SAME_CAUSE)
"""Links that count against a fix."""
Pair = tuple[int, int]


@transaction.atomic(savepoint=False)
def find_repeats(ticket: Ticket, *, now: datetime) -> None:
    """After its cause or reason was said: link the (locked) ticket with what it repeats, and with what repeats it.

    What a person has judged stays as it is; what was found before and is so no more is gone.
    """
    if ticket.customer_id is None:
        return
    found = set(_pairs(ticket, _others(ticket)))
    touching = Link.objects.filter(Q(earlier=ticket) | Q(later=ticket), kind__in=(*BEARS, LinkKind.NO_REPEAT))
    known = {(link.earlier_id, link.later_id): link for link in touching}
    gone = [link.pk for pair, link in known.items() if link.kind == LinkKind.AGAIN and pair not in found]
    touching.filter(pk__in=gone).delete()
    for earlier, later in sorted(found - known.keys()):
        _link(earlier, later, customer=ticket.customer_id, now=now)


@transaction.atomic(savepoint=False)
def confirm_repeat(ticket: Ticket, other: Ticket, *, by: Actor, now: datetime) -> Ticket:
    """A person says that it was the same again. Raises WrongState where nobody asked."""
    between = Q(earlier=ticket, later=other) | Q(earlier=other, later=ticket)
    if not Link.objects.filter(between, kind=LinkKind.AGAIN).update(kind=LinkKind.REPEAT):
        raise WrongState
    record("ticket.repeat_confirmed", by=by, now=now, ticket=ticket.pk, other=other.pk)
    return ticket


def _link(earlier: int, later: int, *, customer: int, now: datetime) -> None:
    again = Link(earlier_id=earlier, later_id=later, kind=LinkKind.AGAIN)
    Link.objects.bulk_create([again], ignore_conflicts=True)
    record("ticket.repeat_found", by=RULE, now=now, ticket=later, customer=customer, other=earlier)


def _others(ticket: Ticket) -> list[Ticket]:
    same = Ticket.objects.filter(customer=ticket.customer_id, spam=False, merged_into__isnull=True)
    found = same.exclude(pk=ticket.pk).select_related("cause").order_by("-last_message_at", "-id")
    return list(found[:NEWEST])


def _pairs(ticket: Ticket, others: Sequence[Ticket]) -> Iterator[Pair]:
    """(earlier, later), where the later one began soon enough after the earlier one was solved."""
    for other in others:
        if _is_same(ticket, other):
            for earlier, later in ((ticket, other), (other, ticket)):
                if _came_back(earlier, later):
                    yield earlier.pk, later.pk


def _came_back(earlier: Ticket, later: Ticket) -> bool:
    within = timedelta(days=settings.ENVIRONMENT.aiuto_repeat_days)
    solved = earlier.solved_at
    return solved is not None and solved <= later.created_at <= solved + within


def _is_same(one: Ticket, other: Ticket) -> bool:
    if one.cause and other.cause:
        above = other.cause_id == one.cause.parent_id or one.cause_id == other.cause.parent_id
        return above or (one.cause_id == other.cause_id and one.cause.given != Given.OTHER)
    if one.cause or other.cause:
        return False
    return one.reason_id is not None and one.reason_id == other.reason_id
