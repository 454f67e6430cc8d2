"""Limits for customers: asked for with evidence, in force once a second person agrees, lifted with one act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_noop

from aiuto.approvals.asking import Asked, ask
from aiuto.approvals.models import Kind as ApprovalKind
from aiuto.customers import errors
from aiuto.customers.models import Customer, Limit, LimitKind, LimitState
from aiuto.customers.states import check_move
from aiuto.journal.actors import SYSTEM, Actor, person
from aiuto.journal.recording import record
from aiuto.people.models import Desk, User
from aiuto.people.queries import zone_name

LONGEST_REASON, LONGEST_TEXT = 500, 2000
ENDED = gettext_noop("Its time was over.")
REPLACED = gettext_noop("Another limit took its place.")
MERGED = gettext_noop("Two customers became one, and the stricter limit stays.")
WHYS = (ENDED, REPLACED, MERGED)
"""What is kept as a reason where no person gave one."""
SEVERITY = {kind: place for place, kind in enumerate(LimitKind.values)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a colleague asks for: `evidence` are message ids, `text` what the customer reads.

    On the day `until` it `ends` by itself, or a lead looks at it again.
    """

    kind: LimitKind
    reason: str
    evidence: Sequence[int]
    text: str
    until: date
    ends: bool = False


@transaction.atomic(savepoint=False)
def ask_limit(customer: Customer, wish: Wish, *, desk: Desk, ticket: int, by: User, now: datetime) -> Limit:
    """Ask a lead to agree; nothing changes for the customer before.

    Raises NoSuchCustomer, LimitAsked, NoEvidence, NoReasonGiven, NothingToTell, BadUntil.
    """
    locked = lock_customer(customer.pk)
    if Limit.objects.filter(customer=locked, state=LimitState.ASKED).exists():
        raise errors.LimitAsked
    limit = Limit(customer=locked, desk=desk, ticket=ticket, asked_by=by, asked_at=now)
    _fill(limit, wish, now=now)
    limit.save()
    _record(limit, by=person(by.pk), now=now)
    limit.approval = ask(_question(limit), by=by, now=now)
    limit.save(update_fields=["approval"])
    return limit


def _fill(limit: Limit, wish: Wish, *, now: datetime) -> None:
    limit.kind, limit.until, limit.ends = LimitKind(wish.kind), wish.until, wish.ends
    limit.evidence = sorted(set(wish.evidence))
    limit.reason = " ".join(wish.reason.split())[:LONGEST_REASON]
    limit.text = wish.text.replace("\r\n", "\n").replace("\0", "").strip()[:LONGEST_TEXT]
    if not limit.evidence:
        raise errors.NoEvidence
    if not limit.reason:
        raise errors.NoReasonGiven
    if not limit.text:
        raise errors.NothingToTell
    today = now.astimezone(ZoneInfo(zone_name(limit.desk))).date()
    if not 0 < (wish.until - today).days <= settings.ENVIRONMENT.aiuto_limit_longest_days:
        raise errors.BadUntil


def _question(limit: Limit) -> Asked:
    return Asked(
        kind=ApprovalKind.LIMIT,
        about=limit.pk,
        desk=limit.desk_id,
        ticket=limit.ticket,
        why=limit.reason,
        facts={"limit": limit.pk},
    )


def lock_limit(limit_id: int) -> Limit:
    """Locked for the transaction, with its customer. Raises NoSuchLimit."""
    limits = Limit.objects.select_for_update(of=("self",), no_key=True).select_related("desk__schedule")
    limit = limits.filter(pk=limit_id).first()
    if limit is None:
        raise errors.NoSuchLimit
    limit.customer = lock_customer(limit.customer_id)
    return limit


def lock_customer(customer_id: int) -> Customer:
    """Locked for the transaction. Raises NoSuchCustomer for one who is another by now."""
    living = Customer.objects.select_for_update(no_key=True).filter(merged_into__isnull=True)
    customer = living.filter(pk=customer_id).first()
    if customer is None:
        raise errors.NoSuchCustomer
    return customer


@transaction.atomic(savepoint=False)
def put_in_force(limit: Limit, *, by: Actor, now: datetime) -> Limit:
    """A second person agrees: the (locked) limit takes the place of the one before. Raises LimitMoved."""
    check_move(limit.state, LimitState.IN_FORCE)
    for earlier in Limit.objects.filter(customer=limit.customer_id, state=LimitState.IN_FORCE):
        earlier.customer = limit.customer
        lift(earlier, why=REPLACED, by=by, now=now)
    limit.state, limit.began_at, limit.looks_at = LimitState.IN_FORCE, now, _looks_at(limit)
    limit.save(update_fields=["state", "began_at", "looks_at"])
    _set(limit.customer, limit.kind)
    _record(limit, by=by, now=now)
    return limit


@transaction.atomic(savepoint=False)
def turn_down(limit: Limit, *, by: Actor, now: datetime) -> Limit:
    """The (locked) limit is not agreed to. Raises LimitMoved."""
    check_move(limit.state, LimitState.DECLINED)
    limit.state = LimitState.DECLINED
    limit.save(update_fields=["state"])
    _record(limit, by=by, now=now)
    return limit


@transaction.atomic(savepoint=False)
def note_told(limit: Limit, *, message: int) -> Limit:
    """The customer got our words in this message."""
    limit.message = message
    limit.save(update_fields=["message"])
    return limit


@transaction.atomic(savepoint=False)
def lift(limit: Limit, *, why: str = "", by: Actor, now: datetime) -> Limit:
    """The (locked) limit is over, with a word why or without. Raises LimitMoved."""
    check_move(limit.state, LimitState.LIFTED)
    limit.state, limit.lifted_at, limit.looks_at = LimitState.LIFTED, now, None
    limit.lifted_by_id = by.id if by.kind == "person" else None
    limit.lifted_why = " ".join(why.split())[:LONGEST_REASON]
    limit.save(update_fields=["state", "lifted_at", "lifted_by", "lifted_why", "looks_at"])
    _set(limit.customer, "")
    _record(limit, by=by, now=now)
    return limit


def due(now: datetime, *, limit: int) -> list[int]:
    """Ids of the limits in force whose moment has come: one read of an index."""
    come = Limit.objects.filter(state=LimitState.IN_FORCE, looks_at__lte=now).order_by("looks_at")
    return list(come.values_list("pk", flat=True)[:limit])


@transaction.atomic(savepoint=False)
def look(limit: Limit, *, now: datetime) -> bool:
    """Its day has come: the (locked) limit is lifted where it `ends`, else leads are to be reminded, and again
    after some days. Whether they are.
    """
    if limit.state != LimitState.IN_FORCE or limit.looks_at is None or limit.looks_at > now:
        return False
    if limit.ends:
        lift(limit, why=ENDED, by=SYSTEM, now=now)
        return False
    limit.looks_at = now + timedelta(days=settings.ENVIRONMENT.aiuto_limit_remind_days)
    limit.save(update_fields=["looks_at"])
    return True


def move_limits(old: Customer, *, to: Customer, by: Actor, now: datetime) -> None:
    """Two (locked) customers become one: of two limits in force the stricter stays. The caller saves both."""
    both = Limit.objects.filter(customer__in=(old, to), state=LimitState.IN_FORCE)
    by_severity = sorted(both, key=lambda one: SEVERITY[one.kind], reverse=True)
    for other in by_severity[1:]:
        other.customer = old if other.customer_id == old.pk else to
        lift(other, why=MERGED, by=by, now=now)
    Limit.objects.filter(customer=old).update(customer=to)
    old.limit, to.limit = "", by_severity[0].kind if by_severity else ""


def _looks_at(limit: Limit) -> datetime:
    """When that day is over for what ends with it, when it begins for what is looked at."""
    day = limit.until + timedelta(days=1) if limit.ends else limit.until
    return datetime.combine(day, time(), ZoneInfo(zone_name(limit.desk)))


def _set(customer: Customer, kind: str) -> None:
    customer.limit = kind
    customer.save(update_fields=["limit"])


def _record(limit: Limit, *, by: Actor, now: datetime) -> None:
    """What it came to."""
    state = limit.state
    record(
        f"limit.{state}",
        by=by,
        now=now,
        ticket=limit.ticket,
        customer=limit.customer_id,
        limit=limit.pk,
        what=limit.kind,
    )
