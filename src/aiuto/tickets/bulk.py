"""What an act on many tickets must remember, so that it can be taken back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.people.models import User
from aiuto.tickets.errors import ChangedSince, NotFound, TooLate, UndoneAlready
from aiuto.tickets.helping import forget_solving
from aiuto.tickets.models import BulkAct, Tag, Ticket

KEPT = timedelta(days=1)
MOST = 100
VALUES = ("state", "owner_id", "team_id", "handed_over_id", "spam", "merged_into_id", "cause_id")
TIMES = ("last_message_at", "waiting_since", "turn_at", "hold_until", "snoozed_until", "solved_at")
Step = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a ticket stands: the fields that acts change, as JSON has them, and the ids of its tags."""

    version: int
    values: Mapping[str, Any]
    tags: frozenset[int]


def standings(ticket_ids: Iterable[int]) -> dict[int, Standing]:
    """How each of these tickets stands now, in the order of their numbers. Two statements."""
    ids = list(ticket_ids)
    tags: dict[int, set[int]] = {pk: set() for pk in ids}
    for ticket, tag in Ticket.tags.through.objects.filter(ticket__in=ids).values_list("ticket_id", "tag_id"):
        tags[ticket].add(tag)
    rows = Ticket.objects.filter(pk__in=ids).order_by("pk").values("pk", "version", *VALUES, *TIMES)
    return {row["pk"]: Standing(row["version"], _as_json(row), frozenset(tags[row["pk"]])) for row in rows}


def steps_between(before: Mapping[int, Standing], after: Mapping[int, Standing]) -> list[Step]:
    """For each ticket that changed, what it was and which version it has become."""
    return [
        _step(pk, was, after[pk])
        for pk, was in before.items()
        if pk in after and after[pk].version != was.version
    ]


def remember(user: User, *, act: str, steps: Sequence[Step], now: datetime) -> BulkAct:
    """Keep an act for a day, so that this person can take it back."""
    BulkAct.objects.filter(user=user, at__lt=now - KEPT).delete()
    return BulkAct.objects.create(user=user, act=act, steps=list(steps), at=now)


def lock_act(act_id: int, *, user: User, now: datetime) -> BulkAct:
    """One's own act, locked. Raises NotFound, UndoneAlready, TooLate."""
    act = BulkAct.objects.select_for_update(no_key=True).filter(pk=act_id, user=user).first()
    if act is None:
        raise NotFound
    if act.undone_at:
        raise UndoneAlready
    if act.at < now - KEPT:
        raise TooLate
    return act


def mark_undone(act: BulkAct, *, now: datetime) -> None:
    """It is taken back only once."""
    act.undone_at = now
    act.save(update_fields=["undone_at"])


@transaction.atomic(savepoint=False)
def take_back(ticket: Ticket, *, step: Step, act: str, by: Actor, now: datetime) -> Ticket:
    """Put the (locked) ticket back as it was before the act. Raises ChangedSince when something happened since."""
    check_unchanged(ticket, step)
    if "solved_at" in step["was"]:
        forget_solving(ticket)
    for name, value in step["was"].items():
        setattr(ticket, name, _from_json(name, value))
    ticket.version += 1
    ticket.save()
    ticket.tags.remove(*step["added"])
    ticket.tags.add(*Tag.objects.filter(pk__in=step["removed"]))
    record(
        "ticket.put_back",
        by=by,
        now=now,
        ticket=ticket.pk,
        customer=ticket.customer_id,
        act=act,
        state=ticket.state,
        owner=ticket.owner_id,
    )
    return ticket


def check_unchanged(ticket: Ticket, step: Step) -> None:
    """Nothing happened to the ticket since the act."""
    if ticket.version != step["version"]:
        raise ChangedSince


def _step(pk: int, was: Standing, became: Standing) -> Step:
    changed = {name: value for name, value in was.values.items() if became.values[name] != value}
    return {
        "ticket": pk,
        "version": became.version,
        "was": changed,
        "added": sorted(became.tags - was.tags),
        "removed": sorted(was.tags - became.tags),
    }


def _as_json(row: Mapping[str, Any]) -> dict[str, Any]:
    times = {name: row[name].isoformat() if row[name] else None for name in TIMES}
    return {name: row[name] for name in VALUES} | times


def _from_json(name: str, value: Any) -> Any:
    return datetime.fromisoformat(value) if name in TIMES and value else value
