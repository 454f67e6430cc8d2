"""Opening a recovery, and opening it again."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from aiuto.customers.models import OrderLine
from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.promises.models import Ended
from aiuto.recovery.articles import line_of
from aiuto.recovery.errors import NoSuchLine, NothingSaid, TooLate, UnderWay
from aiuto.recovery.models import (
    Assessment,
    Consultation,
    Goods,
    Line,
    Loss,
    Recovery,
    Severity,
    State,
    Step,
    StepState,
)
from aiuto.recovery.queries import under_way
from aiuto.recovery.steps import begin, let_go, move, release, steps_of, tighten
from aiuto.tickets.models import Given, Ticket

LONGEST = 300
TAKEN_BACK = timedelta(minutes=2)
"""As long as a wrong press may be noticed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What failed, in words; what was lost (`Loss`), the remedy they ask for, ids of the order lines it is about.

    `source` is the message that told of it.
    """

    what: str
    severity: str = Severity.SERIOUS
    lost: Collection[str] = ()
    remedy: str = ""
    goods: str = Goods.NONE
    lines: Collection[int] = ()
    source: int | None = None


@transaction.atomic(savepoint=False)
def open_(ticket: Ticket, failure: Failure, *, owner: int, by: Actor, now: datetime) -> Recovery:
    """Open it on the (locked) ticket, with its steps and promises. Raises UnderWay, NothingSaid, NoSuchLine."""
    what = " ".join(failure.what.split())[:LONGEST]
    if not what:
        raise NothingSaid
    if under_way(ticket.pk):
        raise UnderWay
    recovery = Recovery.objects.create(
        ticket=ticket,
        desk=ticket.desk,
        customer=ticket.customer,
        owner_id=owner,
        what=what,
        severity=Severity(failure.severity),
        lost=[loss.value for loss in Loss if loss in failure.lost],
        remedy=" ".join(failure.remedy.split())[:LONGEST],
        goods=Goods(failure.goods),
        source_id=failure.source,
        earlier=earlier_failure(ticket, now=now),
        opened_by_id=by.id if by.kind == "person" else None,
        opened_at=now,
    )
    copy_lines(recovery, failure.lines)
    begin(recovery, ticket, now=now)
    record(
        "recovery.opened",
        by=by,
        now=now,
        ticket=ticket.pk,
        customer=ticket.customer_id,
        recovery=recovery.pk,
        owner=owner,
        severity=recovery.severity,
        earlier=recovery.earlier_id,
    )
    return recovery


def reopen(recovery: Recovery, ticket: Ticket, *, by: Actor, now: datetime) -> Recovery:
    """It is not well: the steps begin anew, by a tighter clock. Raises WrongState."""
    let_go(steps_of(recovery).values(), by=by, now=now)
    recovery.round += 1
    move(recovery, State.REOPENED, by=by, now=now)
    begin(recovery, ticket, now=now)
    return recovery


@transaction.atomic(savepoint=False)
def withdraw(recovery: Recovery, *, by: Actor, now: datetime) -> None:
    """It was opened by mistake, a moment ago, by the same person, and nothing was done: it is gone. Raises TooLate."""
    steps = list(steps_of(recovery).values())
    if by.id != recovery.opened_by_id or now > recovery.opened_at + TAKEN_BACK or _is_begun(recovery, steps):
        raise TooLate
    for step in steps:
        release(step, Ended.UNDONE, by=by, now=now)
        step.delete()
    recovery.lines.all().delete()
    ticket, customer = recovery.ticket_id, recovery.customer_id
    record("recovery.withdrawn", by=by, now=now, ticket=ticket, customer=customer, recovery=recovery.pk)
    recovery.delete()


def _is_begun(recovery: Recovery, steps: Collection[Step]) -> bool:
    """Whether anybody has done or said anything about it."""
    done = recovery.round > 1 or any(step.state != StepState.DUE or step.asked_at for step in steps)
    named = (
        recovery.apologies,
        recovery.compensations,
        recovery.blockers,
        recovery.attempts,
        recovery.endings,
    )
    judged = Assessment.objects.filter(recovery=recovery), Consultation.objects.filter(recovery=recovery)
    return done or any(of_it.exists() for of_it in (*named, *judged, recovery.later))


def earlier_failure(ticket: Ticket, *, now: datetime) -> Recovery | None:
    """The last failure of the same customer by the same cause, or one of the same root, of not long ago."""
    since = now - timedelta(days=settings.ENVIRONMENT.aiuto_second_failure_days)
    return _alike(ticket).filter(opened_at__gte=since).order_by("-opened_at", "-id").first()


def _alike(ticket: Ticket) -> QuerySet[Recovery]:
    """The same customer's of other requests. "Something else" is like nothing, what stands below it like itself."""
    cause = ticket.cause
    root = cause.parent or cause if cause else None
    if cause is None or root is None or ticket.customer_id is None or cause.given == Given.OTHER:
        return Recovery.objects.none()
    below = Q(ticket__cause=root.pk) | Q(ticket__cause__parent=root.pk)
    same = Q(ticket__cause=cause.pk) if root.given == Given.OTHER else below
    return Recovery.objects.filter(same, customer=ticket.customer_id).exclude(ticket=ticket)


@transaction.atomic(savepoint=False)
def know_cause(recovery: Recovery, ticket: Ticket, *, by: Actor, now: datetime) -> bool:
    """The cause became known, or is another, while it is under way: it names the failure of before that is like it.

    Whether one was found anew, by which what is still due is due sooner. `settle` comes after it.
    """
    was = recovery.earlier_id
    if was and _alike(ticket).filter(pk=was).exists():
        return False
    recovery.earlier = earlier = earlier_failure(ticket, now=recovery.opened_at)
    if recovery.earlier_id == was:
        return False
    recovery.save(update_fields=["earlier"])
    if earlier is None:
        record("recovery.edited", by=by, now=now, ticket=ticket.pk, recovery=recovery.pk, was=was)
        return False
    record(
        "recovery.second_failure", by=by, now=now, ticket=ticket.pk, recovery=recovery.pk, earlier=earlier.pk
    )
    tighten(recovery, ticket, by=by, now=now)
    return True


def copy_lines(recovery: Recovery, ids: Collection[int]) -> None:
    """Of the orders of this customer alone."""
    found = OrderLine.objects.select_related("order").filter(
        pk__in=set(ids), order__customer=recovery.customer_id or 0
    )
    lines = list(found.order_by("order_id", "position"))
    if len(lines) != len(set(ids)):
        raise NoSuchLine
    Line.objects.bulk_create(line_of(recovery, line) for line in lines)
