"""The minute: somebody waits on a live channel, and a clock runs until a person has helped them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.people.models import Desk
from aiuto.rows.inserting import insert
from aiuto.tickets.errors import WaitsNoMore
from aiuto.tickets.models import Wait, WaitState

MOVES: dict[WaitState, frozenset[WaitState]] = {
    WaitState.WAITING: frozenset({WaitState.ANSWERED, WaitState.HELPED, WaitState.LEFT}),
    WaitState.ANSWERED: frozenset(),
    WaitState.HELPED: frozenset(),
    WaitState.LEFT: frozenset(),
}
"""Legal moves; the diagram in the docs is made from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who waits, where. `key` is the channel's own name for this conversation; ids are of what is known already."""

    channel: str
    key: str
    customer: int | None = None
    ticket: int | None = None
    name: str = ""
    number: str = ""


def waiting_as(channel: str, key: str) -> Wait | None:
    """The wait of this conversation that is not over, locked."""
    found = Wait.objects.select_for_update(of=("self",), no_key=True)
    return found.filter(channel=channel, key=key[:80], over_at__isnull=True).first()


def lock_wait(wait_id: int) -> Wait:
    """One wait, locked."""
    return Wait.objects.select_for_update(of=("self",), no_key=True).select_related("desk").get(pk=wait_id)


@transaction.atomic(savepoint=False)
def start(caller: Caller, desk: Desk, *, held: bool = False, by: Actor, now: datetime) -> Wait:
    """The clock begins to run. Raises IntegrityError when it runs for this conversation already."""
    wait = insert(
        Wait(
            desk=desk,
            ticket_id=caller.ticket,
            customer_id=caller.customer,
            channel=caller.channel,
            key=caller.key[:80],
            name=" ".join(caller.name.replace("\0", "").split())[:160],
            number=caller.number.replace("\0", "")[:60],
            held=held,
            since=now,
            answer_by=now + timedelta(seconds=desk.wait_seconds),
        )
    )
    _record("wait.started", wait, by=by, now=now)
    return wait


@transaction.atomic(savepoint=False)
def answer(wait: Wait, *, helpful: bool, by: Actor, now: datetime) -> Wait:
    """A person said something on the (locked) wait. Only what is `helpful` stops the clock. Raises WaitsNoMore."""
    check_move(wait, WaitState.ANSWERED)
    first = wait.responded_at is None
    wait.responded_at = wait.responded_at or now
    if helpful:
        return _end(wait, WaitState.ANSWERED, by=by, now=now)
    if first:
        wait.save(update_fields=["responded_at"])
        _record("wait.responded", wait, by=by, now=now)
    return wait


def end(wait: Wait, to: WaitState, *, by: Actor, now: datetime) -> Wait:
    """They are gone, or were helped in another way. Raises WaitsNoMore."""
    check_move(wait, to)
    return _end(wait, to, by=by, now=now)


def check_move(wait: Wait, to: WaitState) -> None:
    """Raises WaitsNoMore when the table does not know this move."""
    if to not in MOVES[WaitState(wait.state)]:
        raise WaitsNoMore


@transaction.atomic(savepoint=False)
def _end(wait: Wait, to: WaitState, *, by: Actor, now: datetime) -> Wait:
    wait.state, wait.over_at = to, now
    wait.save(update_fields=["state", "over_at", "responded_at"])
    _record(f"wait.{to}", wait, by=by, now=now)
    return wait


def _record(kind: str, wait: Wait, *, by: Actor, now: datetime) -> None:
    record(
        kind,
        by=by,
        now=now,
        ticket=wait.ticket_id,
        customer=wait.customer_id,
        wait=wait.pk,
        desk=wait.desk_id,
    )
