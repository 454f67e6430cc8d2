"""Fixes that did not last: a later request of the same customer about the same is a repeat of the earlier one.

The same is the same cause, or one cause and what stands below it; "something else" twice is not. Where neither has a
cause it is the same reason, which says less: why somebody wrote, not that something failed. So a repeat by its reason
alone counts once a person says so.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import combinations

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet

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
OF_LIVING = Q(earlier__merged_into__isnull=True, later__merged_into__isnull=True)
"""What is left on a request that became part of another says nothing more."""
COUNTS = OF_LIVING & (Q(kind=LinkKind.REPEAT) | (Q(kind=LinkKind.AGAIN) & SAME_CAUSE))
"""Links that count against a fix."""
Pair = tuple[int, int]


def bearing_on(tickets: Iterable[Ticket | int]) -> QuerySet[Link]:
    """What was found of these tickets, and what people have judged."""
    tickets = list(tickets)
    links = Link.objects.filter(kind__in=(*BEARS, LinkKind.NO_REPEAT)).select_related("earlier", "later")
    return links.filter(Q(earlier__in=tickets) | Q(later__in=tickets)).order_by("id")


@transaction.atomic(savepoint=False)
def find_repeats(ticket: Ticket, *, now: datetime) -> None:
    """After something was said of it: link the (locked) ticket with what it repeats, and with what repeats it.

    What a person has judged stays as it is; what was found before and is so no more is gone, and whatever was said of
    it while it was another customer's.
    """
    found = set(_pairs(ticket, _others(ticket)))
    _keep(found, bearing_on([ticket]), ticket.customer_id, now=now)


@transaction.atomic(savepoint=False)
def find_repeats_of(customer: int, *, now: datetime) -> None:
    """After two customers became this one: what their newest (locked) tickets repeat of each other."""
    newest = list(_of(customer)[:NEWEST])
    found = {pair for one, other in combinations(newest, 2) for pair in _pairs(one, [other])}
    _keep(found, bearing_on(newest).filter(earlier__in=newest, later__in=newest), customer, now=now)


@transaction.atomic(savepoint=False)
def move_repeats(ticket: Ticket, *, into: Ticket) -> None:
    """What bears on the (locked) ticket bears on the one whose part it becomes, where nothing does there already.

    Another customer's ticket has nothing to repeat of theirs.
    """
    if ticket.customer_id != into.customer_id:
        return
    links = bearing_on([ticket, into])
    known = {(link.earlier_id, link.later_id) for link in links}
    for link in links:
        pair = _instead(link.earlier_id, ticket, into), _instead(link.later_id, ticket, into)
        if pair not in known and pair[0] != pair[1]:
            link.earlier_id, link.later_id = pair
            link.save(update_fields=["earlier", "later"])
            known.add(pair)


@transaction.atomic(savepoint=False)
def confirm_repeat(ticket: Ticket, other: Ticket, *, by: Actor, now: datetime) -> Ticket:
    """A person says that it was the same again. Raises WrongState where nobody asked."""
    between = Q(earlier=ticket, later=other) | Q(earlier=other, later=ticket)
    if not Link.objects.filter(between, kind=LinkKind.AGAIN).update(kind=LinkKind.REPEAT):
        raise WrongState
    record("ticket.repeat_confirmed", by=by, now=now, ticket=ticket.pk, other=other.pk)
    return ticket


def _keep(found: set[Pair], links: QuerySet[Link], customer: int | None, *, now: datetime) -> None:
    """Of the links that were looked at, what is so no more is gone; what is found anew is linked."""
    known = {(link.earlier_id, link.later_id): link for link in links}
    gone = [link.pk for pair, link in known.items() if _is_over(link, pair in found)]
    Link.objects.filter(pk__in=gone).delete()
    for earlier, later in sorted(found - known.keys()):
        Link.objects.bulk_create(
            [Link(earlier_id=earlier, later_id=later, kind=LinkKind.AGAIN)], ignore_conflicts=True
        )
        record("ticket.repeat_found", by=RULE, now=now, ticket=later, customer=customer, other=earlier)


def _is_over(link: Link, is_found: bool) -> bool:
    if link.earlier.customer_id != link.later.customer_id:
        return True
    return link.kind == LinkKind.AGAIN and not is_found


def _instead(ticket: int, old: Ticket, new: Ticket) -> int:
    return new.pk if ticket == old.pk else ticket


def _others(ticket: Ticket) -> list[Ticket]:
    if ticket.customer_id is None or ticket.spam or ticket.merged_into_id:
        return []
    return list(_of(ticket.customer_id).exclude(pk=ticket.pk)[:NEWEST])


def _of(customer: int) -> QuerySet[Ticket]:
    same = Ticket.objects.filter(customer=customer, spam=False, merged_into__isnull=True)
    return same.select_related("cause").order_by("-last_message_at", "-id")


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
