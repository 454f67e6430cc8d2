"""Making a promise, by word or by rule. Each function takes a locked ticket."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction

from aiuto.journal.actors import RULE, Actor
from aiuto.journal.recording import record
from aiuto.promises.clauses import usual
from aiuto.promises.counting import wakes_at, zone_of
from aiuto.promises.errors import AfterTheirDate, BadDue, BadKind, BadWindow, NothingPromised
from aiuto.promises.kinds import is_own_kind
from aiuto.promises.models import BY_RULE, LIVE, KeptBy, Kind, Promise
from aiuto.promises.ruling import Ruled
from aiuto.rows.inserting import insert
from aiuto.tickets.models import Ticket
from aiuto.tickets.policies import check_live

SAY_IT_ALL = (*BY_RULE, Kind.CALL_BACK)
"""Kinds that need no more words."""
LONGEST = timedelta(days=5 * 366)
LONGEST_WINDOW = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What is promised in words, by when, and to whom: `to` is a colleague's id, None for the customer.

    `until` ends the window of an appointment; `place` is where, or the number to call; `own_kind` the id of a desk's
    own, which is something to be done; `source` the message that says so; `knowingly`: it is meant, though the customer
    needs it sooner.
    """

    kind: str
    what: str
    due: datetime
    until: datetime | None = None
    place: str = ""
    own_kind: int | None = None
    to: int | None = None
    source: int | None = None
    knowingly: bool = False


@transaction.atomic(savepoint=False)
def make(
    ticket: Ticket, word: Word, *, by: Actor, now: datetime, instead_of: Promise | None = None
) -> Promise:
    """Somebody gives their word. Raises BadDue, BadWindow, NothingPromised, AfterTheirDate, and WrongState.

    What fulfils it is what fulfils the promise `instead_of` which it stands, in the same entry of calendars; a first
    answer has been waited for since then.
    """
    check_live(ticket)
    _check(word, now=now)
    if not word.knowingly and is_after_their_date(ticket, word.due):
        raise AfterTheirDate
    promise = Promise(
        kind=Kind(word.kind),
        own_kind_id=word.own_kind,
        what=" ".join(word.what.split())[:500],
        place=" ".join(word.place.split())[:200],
        to_id=word.to,
        made_by_id=by.id,
        source_id=word.source,
        due_at=word.due,
        until=word.until,
        uid=str(uuid4()) if word.kind in LIVE else "",
        kept_by=usual(Kind(word.kind)).kept_by if word.kind in BY_RULE else KeptBy.HAND,
    )
    since = now
    if instead_of:
        promise.uid, promise.kept_by = instead_of.uid, instead_of.kept_by
        since = instead_of.made_at if word.kind == Kind.FIRST_ANSWER else now
    return _keep(_complete(promise, ticket, since=since, now=now), by=by, now=now)


def is_after_their_date(ticket: Ticket, due: datetime) -> bool:
    """Whether the customer needs it sooner, as far as we know."""
    return ticket.wanted_by is not None and due.astimezone(zone_of(ticket.desk)).date() > ticket.wanted_by


@transaction.atomic(savepoint=False)
def make_by_rule(
    ticket: Ticket,
    kind: Kind,
    ruled: Ruled,
    *,
    now: datetime,
    source: int | None = None,
    since: datetime | None = None,
    place: str = "",
    told: bool = False,
    of_step: bool = False,
) -> Promise:
    """A rule gives the desk's word; `since` is when it began to count, where that was before.

    `place` is the number to call; `told`: they know by when, so that it does not move any more; `of_step`: what keeps
    it is a step of a recovery, and nobody's hand.
    """
    said = {"due_at": ruled.due, "until": ruled.until, "place": place, "told": told, "of_step": of_step}
    promise = Promise(kind=kind, source_id=source, **said, **asdict(ruled.clause))
    return _keep(_complete(promise, ticket, since=since or now), by=RULE, now=now)


def begin(
    ticket: Ticket, kind: Kind, ruled: Ruled, *, source: int, now: datetime, told: bool = False
) -> Promise:
    """The promise that comes with a customer's message, whose own event says when it is due.

    `told`: they have been told when, so that it does not move any more.
    """
    promise = Promise(kind=kind, due_at=ruled.due, source_id=source, told=told, **asdict(ruled.clause))
    return insert(_complete(promise, ticket, since=now))


def _keep(promise: Promise, *, by: Actor, now: datetime) -> Promise:
    insert(promise)
    record(
        "promise.made",
        by=by,
        now=now,
        ticket=promise.ticket.pk,
        customer=promise.ticket.customer_id,
        promise=promise.pk,
        what=promise.kind,
        due=promise.due_at.isoformat(),
    )
    return promise


def _complete(promise: Promise, ticket: Ticket, *, since: datetime, now: datetime | None = None) -> Promise:
    """A warning whose moment is over comes at once, but for what is agreed on `now`."""
    promise.ticket, promise.desk, promise.made_at = ticket, ticket.desk, since
    promise.schedule_id = ticket.desk.schedule_id
    promise.wakes_at = wakes_at(promise, ticket.desk, now=now or since)
    return promise


def _check(word: Word, *, now: datetime) -> None:
    if not now < word.due <= now + LONGEST:
        raise BadDue
    if word.until and not word.due < word.until <= word.due + LONGEST_WINDOW:
        raise BadWindow
    if word.own_kind and not (word.kind == Kind.FIX and is_own_kind(word.own_kind)):
        raise BadKind
    if word.kind not in SAY_IT_ALL and not word.what.strip():
        raise NothingPromised
