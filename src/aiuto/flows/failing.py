"""What follows when more is known of a failure: its cause, and who hears of it. Shared by what can tell of one."""

from datetime import datetime

from aiuto.journal.actors import Actor
from aiuto.notices.models import Kind as Notice
from aiuto.notices.telling import tell
from aiuto.people.queries import in_charge_at
from aiuto.promises.settling import settle
from aiuto.recovery.models import Recovery
from aiuto.recovery.opening import know_cause
from aiuto.recovery.queries import under_way
from aiuto.tickets import tagging
from aiuto.tickets.lasting import find_repeats
from aiuto.tickets.models import Ticket


def learn_cause(ticket: Ticket, *, cause: int | None, by: Actor, now: datetime) -> None:
    """The (locked) ticket has it, with all that follows from knowing it. Raises BadCause."""
    tagging.set_cause(ticket, cause=cause, by=by, now=now)
    find_repeats(ticket, now=now)
    recovery = under_way(ticket.pk)
    if recovery and know_cause(recovery, ticket, by=by, now=now):
        settle(ticket, now=now)
        tell_of(recovery, by=by, now=now)


def tell_of(recovery: Recovery, *, by: Actor, now: datetime) -> None:
    """Its owner knows that it is theirs; a second failure is the leads' to know."""
    ticket = recovery.ticket_id
    tell([recovery.owner_id], kind=Notice.RECOVERY, ticket=ticket, by=by, now=now)
    if recovery.earlier_id or recovery.round > 1:
        leads = in_charge_at(recovery.desk_id, apart_from=recovery.owner_id)
        tell(leads, kind=Notice.SECOND_FAILURE, ticket=ticket, by=by, now=now)
