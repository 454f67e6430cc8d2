"""An answer that waits for its moment, in its writer's draft."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.people.models import User
from aiuto.tickets.drafting import NOT_PLANNED, newest_message
from aiuto.tickets.errors import BadDate, FarDate
from aiuto.tickets.models import Direction, Draft, State, Ticket, Upload
from aiuto.tickets.moving import LONGEST_HOLD
from aiuto.tickets.policies import check_reply


@transaction.atomic(savepoint=False)
def plan(
    ticket: Ticket,
    *,
    user: User,
    text: str,
    send_at: datetime,
    then: State | None,
    slots: tuple[str, ...],
    promises: Collection[str] = (),
    by: Actor,
    now: datetime,
) -> Draft:
    """The writer's draft on the (locked) ticket leaves at `send_at`, with these of its files and of its promises.

    Raises Locked, WrongState, BadDate, FarDate.
    """
    check_reply(ticket)
    check_moment(send_at, now=now)
    given = {"text": text, "updated_at": now, "send_at": send_at, "then": then or "", "held_at": None}
    given |= {"promises": list(promises)}
    draft, _created = Draft.objects.update_or_create(
        ticket=ticket,
        user=user,
        direction=Direction.OUT,
        defaults=given | {"begun_after": newest_message(ticket)},
    )
    Upload.objects.filter(draft=draft).exclude(slot__in=slots).delete()
    record("answer.planned", by=by, now=now, ticket=ticket.pk, draft=draft.pk, send_at=send_at.isoformat())
    return draft


def check_moment(send_at: datetime, *, now: datetime) -> None:
    """Raises BadDate, FarDate."""
    if send_at <= now:
        raise BadDate
    if send_at - now > LONGEST_HOLD:
        raise FarDate


@transaction.atomic(savepoint=False)
def unplan(draft: Draft, *, by: Actor, now: datetime) -> Draft:
    """It is a draft like any other again; its writer goes on from there."""
    for name, value in NOT_PLANNED.items():
        setattr(draft, name, value)
    draft.updated_at = now
    draft.save(update_fields=[*NOT_PLANNED, "updated_at"])
    _record("answer.unplanned", draft, by=by, now=now)
    return draft


@transaction.atomic(savepoint=False)
def hold_back(draft: Draft, *, by: Actor, now: datetime) -> Draft:
    """Its moment came, and its writer must look first."""
    draft.held_at = now
    draft.save(update_fields=["held_at"])
    _record("answer.held_back", draft, by=by, now=now)
    return draft


def _record(event: str, draft: Draft, *, by: Actor, now: datetime) -> None:
    """A first message has a desk, and no request yet."""
    about: dict[str, Any] = {"draft": draft.pk, "writer": draft.user_id}
    if draft.ticket_id is None:
        about["desk"] = draft.desk_id
    record(event, by=by, now=now, ticket=draft.ticket_id, **about)
