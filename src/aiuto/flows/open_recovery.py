"""Something went wrong: its recovery begins, whoever asked for it."""

from datetime import datetime

from django.db import transaction

from aiuto.flows.failing import learn_cause, tell_of
from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.people.queries import colleagues_at
from aiuto.promises.settling import settle
from aiuto.recovery.errors import NoSuchColleague
from aiuto.recovery.models import Recovery
from aiuto.recovery.opening import Failure as Failure
from aiuto.recovery.opening import open_
from aiuto.tickets.locking import lock_for
from aiuto.tickets.policies import check_live


@transaction.atomic
def open_recovery(
    reference: str,
    failure: Failure,
    *,
    owner: int | None = None,
    cause: int | None = None,
    user: User,
    now: datetime,
) -> Recovery:
    """Open it on a request; `owner` carries it, else whoever looks after the request, else who opens it.

    `cause` is what caused it, where nobody has said it yet. By the same cause as an earlier failure of the same
    customer it begins with tighter clocks, and the leads of the desk hear of it at once.
    Raises TicketError, RecoveryError.
    """
    ticket = lock_for(user, reference)
    check_live(ticket)
    carries = owner or ticket.owner_id or user.pk
    if owner and owner not in {one.pk for one in colleagues_at(ticket.desk_id)}:
        raise NoSuchColleague
    by = person(user.pk)
    if cause and ticket.cause_id is None:
        learn_cause(ticket, cause=cause, by=by, now=now)
    recovery = open_(ticket, failure, owner=carries, by=by, now=now)
    settle(ticket, now=now)
    tell_of(recovery, by=by, now=now)
    return recovery
