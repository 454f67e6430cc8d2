"""Handing a ticket over: a brief, another owner or team, and the moment somebody takes it."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import Actor
from aiuto.journal.recording import record
from aiuto.people.models import Team, User
from aiuto.people.queries import desks_of
from aiuto.tickets.errors import BadReceiver, ChangedSince, NotAllowed, WrongState
from aiuto.tickets.messages import Said, keep
from aiuto.tickets.models import Message, State, Ticket
from aiuto.tickets.policies import check_hand_over
from aiuto.tickets.protecting import check_looks_after
from aiuto.tickets.search import forget

MARK = "hand_over"
_CHANGED = ("owner", "team", "state", "handed_over", "version")


@transaction.atomic(savepoint=False)
def hand_over(
    ticket: Ticket, brief: Said, *, owner: User | None, team: Team | None, by: Actor, now: datetime
) -> Message:
    """Keep the brief as a note and give the (locked) ticket to a person, or to a team for any of them to take.

    It stays on top of the ticket until somebody takes it. Raises WrongState, LeadsOnly, and BadReceiver for a person
    or a team that does not serve the ticket's desk.
    """
    check_hand_over(ticket)
    _check_serves(ticket, owner, team)
    was, ticket.owner = ticket.owner_id, owner
    ticket.team = team or ticket.team
    if owner and ticket.state == State.NEW:
        ticket.state = State.OPEN
    ticket.handed_over = keep(ticket, brief, now=now)
    _save(ticket)
    record(
        "ticket.handed_over",
        by=by,
        now=now,
        ticket=ticket.pk,
        message=ticket.handed_over.pk,
        was=was,
        owner=owner.pk if owner else None,
        team=team.pk if team else None,
    )
    return ticket.handed_over


@transaction.atomic(savepoint=False)
def take_over(ticket: Ticket, *, user: User, by: Actor, now: datetime) -> Ticket:
    """Whom it was handed to has read the brief; what a team was handed is this person's from now on.

    Raises WrongState when it was taken already or is somebody else's, NotAllowed for who does not serve the desk.
    """
    if ticket.handed_over_id is None or ticket.owner_id not in (None, user.pk):
        raise WrongState
    if ticket.desk_id not in desks_of(user):
        raise NotAllowed
    check_looks_after(ticket.customer, user)
    note, ticket.handed_over = ticket.handed_over_id, None
    ticket.owner = user
    ticket.state = State.OPEN if ticket.state == State.NEW else ticket.state
    _save(ticket)
    record("ticket.taken_over", by=by, now=now, ticket=ticket.pk, message=note, owner=user.pk)
    return ticket


def withdraw_brief(ticket: Ticket, *, now: datetime) -> None:
    """The brief of a hand-over that is taken back counts no more; the caller puts the (locked) ticket back."""
    note = ticket.handed_over
    if note is None:
        raise ChangedSince
    note.withdrawn_at = now
    note.save(update_fields=["withdrawn_at"])
    forget(note)


def _check_serves(ticket: Ticket, owner: User | None, team: Team | None) -> None:
    if owner is None and team is None:
        raise BadReceiver
    if owner and (not owner.is_active or ticket.desk_id not in desks_of(owner)):
        raise BadReceiver
    if owner:
        check_looks_after(ticket.customer, owner)
    if team and not team.desks.filter(pk=ticket.desk_id).exists():
        raise BadReceiver


def _save(ticket: Ticket) -> None:
    ticket.version += 1
    ticket.save(update_fields=_CHANGED)
