"""What becomes of a promise. Each function takes a promise that is locked with its ticket."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from aiuto.journal.actors import SYSTEM, Actor
from aiuto.journal.recording import record
from aiuto.promises.counting import breaks_at
from aiuto.promises.errors import NoReason, TooLate
from aiuto.promises.making import Word, make
from aiuto.promises.models import Ended, Kind, Promise, State
from aiuto.promises.states import TAKEN_BACK, check_move
from aiuto.rows.updating import update
from aiuto.tickets.models import Ticket

_CHANGED = (
    "state",
    "wakes_at",
    "broken_at",
    "closed_at",
    "responded_at",
    "evidence",
    "renegotiated_to",
    "reason",
)
_EVENTS = {
    State.KEPT: "promise.kept",
    State.KEPT_LATE: "promise.kept_late",
    State.RENEGOTIATED: "promise.renegotiated",
    State.RELEASED: "promise.released",
    State.MOOT: "promise.moot",
}
LONGEST_REASON = 300


def keep(promise: Promise, *, by: Actor, now: datetime, evidence: int | None = None) -> Promise:
    """It is fulfilled, late where its time was over. `evidence` is the message that did it. Raises WrongState."""
    lapse(promise, now=now)
    late = promise.state == State.BROKEN
    promise.evidence_id = evidence
    promise.responded_at = promise.responded_at or (now if evidence else None)
    return _close(promise, State.KEPT_LATE if late else State.KEPT, by=by, now=now, message=evidence)


@transaction.atomic(savepoint=False)
def warn(promise: Promise, *, wakes_at: datetime, by: Actor, now: datetime) -> Promise:
    """Somebody is told that its time is near; `wakes_at` is when time has to do with it next."""
    promise.wakes_at = wakes_at
    update(promise, "wakes_at")
    record("promise.warned", by=by, now=now, **_named(promise))
    return promise


@transaction.atomic(savepoint=False)
def begin_window(promise: Promise, *, wakes_at: datetime, by: Actor, now: datetime) -> Promise:
    """The time between its beginning and its end has come; `wakes_at` is when it is over."""
    promise.wakes_at = wakes_at
    update(promise, "wakes_at")
    record("promise.begun", by=by, now=now, **_named(promise))
    return promise


def lapse(promise: Promise, *, now: datetime) -> None:
    """What ends it comes before the worker, who looks once a minute: where its time is over it is broken first.

    One that is to be counted anew may have another time.
    """
    if promise.state == State.OPEN and not promise.recounts and breaks_at(promise) <= now:
        break_(promise, by=SYSTEM, now=now)


@transaction.atomic(savepoint=False)
def break_(promise: Promise, *, by: Actor, now: datetime) -> Promise:
    """Its time is over. It stays owed until it is kept late. Raises WrongState."""
    check_move(promise.state, State.BROKEN)
    promise.state, promise.broken_at, promise.wakes_at = State.BROKEN, now, None
    update(promise, "state", "broken_at", "wakes_at")
    record("promise.broken", by=by, now=now, **_named(promise))
    return promise


@transaction.atomic(savepoint=False)
def renegotiate(promise: Promise, word: Word, *, ticket: Ticket, by: Actor, now: datetime) -> Promise:
    """Another promise takes its place, before it is due; returns that one. Raises TooLate, WrongState, BadDue."""
    check_move(promise.state, State.RENEGOTIATED)
    if now >= promise.due_at:
        raise TooLate
    promise.renegotiated_to = make(ticket, word, by=by, now=now, instead_of=promise)
    _close(promise, State.RENEGOTIATED, by=by, now=now, into=promise.renegotiated_to.pk)
    return promise.renegotiated_to


def release(promise: Promise, *, reason: str, by: Actor, now: datetime) -> Promise:
    """Whom it was made to says that they no longer hold us to it. Raises NoReason, WrongState."""
    promise.reason = _reason(reason)
    return _close(promise, State.RELEASED, by=by, now=now)


def make_moot(promise: Promise, *, reason: str, by: Actor, now: datetime) -> Promise:
    """Nobody needs it any more. Raises NoReason, WrongState."""
    promise.reason = _reason(reason)
    return _close(promise, State.MOOT, by=by, now=now)


def give_up(promise: Promise, *, now: datetime) -> Promise:
    """What was broken is broken, and nobody waits for it any more."""
    promise.closed_at, promise.wakes_at = now, None
    promise.save(update_fields=["closed_at", "wakes_at"])
    return promise


def end(owed: Iterable[Promise], reason: Ended, *, kinds: Collection[Kind], by: Actor, now: datetime) -> None:
    """What rules promised customers of these kinds needs nobody any more; what was broken stays so."""
    for promise in owed:
        if promise.by_rule and promise.kind in kinds and promise.to_id is None and promise.closed_at is None:
            lapse(promise, now=now)
            if promise.state == State.OPEN:
                make_moot(promise, reason=reason, by=by, now=now)
            else:
                give_up(promise, now=now)


@transaction.atomic(savepoint=False)
def take_back(promise: Promise, *, wakes_at: datetime, by: Actor, now: datetime) -> Promise:
    """What ended it never left, or was undone: it is owed as before, and a reminder is sent even if it is late."""
    promise.state = TAKEN_BACK.get(State(promise.state), State(promise.state))
    if promise.responded_at == promise.closed_at:
        promise.responded_at = None
    promise.evidence, promise.closed_at, promise.reason = None, None, ""
    is_to_be_sent = promise.kind == Kind.REMINDER
    promise.wakes_at = wakes_at if promise.state == State.OPEN or is_to_be_sent else None
    promise.save(update_fields=_CHANGED)
    record("promise.put_back", by=by, now=now, **_named(promise))
    return promise


@transaction.atomic(savepoint=False)
def _close(promise: Promise, to: State, *, by: Actor, now: datetime, **data: Any) -> Promise:
    check_move(promise.state, to)
    promise.state, promise.closed_at, promise.wakes_at = to, now, None
    promise.save(update_fields=_CHANGED)
    record(_EVENTS[to], by=by, now=now, **_named(promise), **data)
    return promise


def _named(promise: Promise) -> dict[str, Any]:
    return {"ticket": promise.ticket_id, "promise": promise.pk, "what": promise.kind}


def _reason(text: str) -> str:
    words = " ".join(text.split())[:LONGEST_REASON]
    if not words:
        raise NoReason
    return words
