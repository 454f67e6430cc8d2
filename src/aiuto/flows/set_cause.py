"""An agent says what went wrong, by itself or as they close its recovery."""

from datetime import datetime

from django.db import transaction

from aiuto.flows.open_recovery import tell_of
from aiuto.journal.actors import Actor, person
from aiuto.people.models import User
from aiuto.promises.settling import settle
from aiuto.recovery.opening import know_cause
from aiuto.recovery.queries import under_way
from aiuto.tickets import tagging
from aiuto.tickets.lasting import find_repeats
from aiuto.tickets.locking import lock_for
from aiuto.tickets.models import Ticket


@transaction.atomic
def set_cause(reference: str, *, cause: int | None, user: User, now: datetime) -> Ticket:
    """One of the causes in use, or none; what it repeats is found by it, and a recovery may be a second failure.

    Raises TicketError.
    """
    ticket = lock_for(user, reference)
    learn_cause(ticket, cause=cause, by=person(user.pk), now=now)
    return ticket


def learn_cause(ticket: Ticket, *, cause: int | None, by: Actor, now: datetime) -> None:
    """The (locked) ticket has it, with all that follows from knowing it. Raises BadCause."""
    tagging.set_cause(ticket, cause=cause, by=by, now=now)
    find_repeats(ticket, now=now)
    recovery = under_way(ticket.pk)
    if recovery and know_cause(recovery, ticket, by=by, now=now):
        settle(ticket, now=now)
        tell_of(recovery, by=by, now=now)
