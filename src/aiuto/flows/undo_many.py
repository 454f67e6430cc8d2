"""An agent takes back what they did to one request or to many."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import person
from aiuto.notices.models import Kind
from aiuto.notices.reading import settle
from aiuto.people.models import User
from aiuto.promises import acting, settling
from aiuto.tickets.bulk import Step, lock_act, mark_undone, take_back
from aiuto.tickets.errors import NotFound, TicketError
from aiuto.tickets.handing import withdraw_brief
from aiuto.tickets.lasting import find_repeats
from aiuto.tickets.locking import lock_all
from aiuto.tickets.models import BulkAct, Ticket
from aiuto.tickets.queries.conversation import places_of
from aiuto.tickets.unmerging import unmerge


@dataclass(slots=True)
class Undone:
    """The requests that are as before, and those that stay as they are, each with the reason."""

    done: list[str] = field(default_factory=list)
    kept: list[tuple[str, TicketError]] = field(default_factory=list)


@transaction.atomic
def undo_many(act_id: int, *, user: User, now: datetime) -> Undone:
    """Put back each request that nobody changed since; a merge is parted whole or not at all.

    Raises TicketError: NotFound, UndoneAlready, TooLate.
    """
    act = lock_act(act_id, user=user, now=now)
    references = {pk: reference for pk, (reference, _desk) in places_of(_ids(act.steps)).items()}
    tickets = {ticket.pk: ticket for ticket in lock_all(user, references.values())}
    undone = Undone()
    if act.act == "merge":
        _part(tickets, references, act, user, now, undone)
    else:
        for step in act.steps:
            reference, ticket = references[step["ticket"]], tickets.get(step["ticket"])
            _put_back(reference, ticket, step, act, user, now, undone)
    mark_undone(act, now=now)
    return undone


def _ids(steps: Sequence[Step]) -> list[int]:
    return [step["ticket"] for step in steps]


def _put_back(
    reference: str, ticket: Ticket | None, step: Step, act: BulkAct, user: User, now: datetime, undone: Undone
) -> None:
    try:
        if ticket is None:
            raise NotFound
        with transaction.atomic():
            if act.act == "hand_over":
                _call_back(ticket, now)
            take_back(ticket, step=step, act=act.act, by=person(user.pk), now=now)
            _follow(ticket, act, user, now)
    except TicketError as error:
        undone.kept.append((reference, error))
    else:
        undone.done.append(reference)


def _follow(ticket: Ticket, act: BulkAct, user: User, now: datetime) -> None:
    """What was promised and found goes back with the request."""
    acting.undo(ticket, at=act.at, by=person(user.pk), now=now)
    find_repeats(ticket, now=now)
    settling.settle(ticket, now=now)


def _call_back(ticket: Ticket, now: datetime) -> None:
    """Whom it was handed to need not read the brief, nor look."""
    withdraw_brief(ticket, now=now)
    team = ticket.team.members.values_list("pk", flat=True) if ticket.team else []
    told = [ticket.owner_id] if ticket.owner_id else team
    settle(told, kind=Kind.HANDED_OVER, ticket=ticket.pk, now=now)


def _part(
    tickets: dict[int, Ticket],
    references: dict[int, str],
    act: BulkAct,
    user: User,
    now: datetime,
    undone: Undone,
) -> None:
    try:
        if tickets.keys() != references.keys():
            raise NotFound
        with transaction.atomic():
            parted = unmerge(list(tickets.values()), steps=act.steps, by=person(user.pk), now=now)
            for step in act.steps:
                acting.part(tickets[step["ticket"]], step["promises"])
            for ticket in parted:
                _follow(ticket, act, user, now)
    except TicketError as error:
        undone.kept = [(reference, error) for reference in references.values()]
    else:
        undone.done = [ticket.reference for ticket in parted]
