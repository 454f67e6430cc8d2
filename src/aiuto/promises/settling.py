"""After every act on a request: never silence, and the request knows what is due first."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import RULE
from aiuto.promises.making import make_by_rule
from aiuto.promises.models import Kind, Promise
from aiuto.promises.models import State as PromiseState
from aiuto.promises.reminding import follow_wait
from aiuto.promises.ruling import due_for
from aiuto.rows.asking import Question
from aiuto.rows.updating import update
from aiuto.tickets.models import OURS, State, Ticket
from aiuto.tickets.timing import set_due

_OWED = Question(
    lambda ticket: (
        Promise.objects.select_for_update(of=("self",), no_key=True)
        .filter(ticket=ticket, closed_at__isnull=True)
        .order_by("due_at", "id")
    ),
    int,
)


def owed_on(ticket: Ticket) -> list[Promise]:
    """What is owed on the (locked) ticket, what is due first in front; locked."""
    return _OWED.ask(ticket.pk)


@transaction.atomic(savepoint=False)
def settle(ticket: Ticket, *, now: datetime) -> Ticket:
    """Where the (locked) ticket waits for us and nothing open is promised, news are; by the desk's rhythm.

    Where it waits for the customer, they are to be reminded.
    """
    owed = owed_on(ticket)
    if waits_for_us(ticket) and not any(promise.state == PromiseState.OPEN for promise in owed):
        late = any(promise.kind == Kind.FIRST_ANSWER for promise in owed)
        kind = Kind.FIRST_ANSWER if ticket.state == State.NEW and not late else Kind.NEXT_UPDATE
        owed.append(_next(ticket, kind, now=now))
    was = ticket.next_due_at, ticket.turn_at
    set_due(ticket, min((promise.due_at for promise in owed), default=None))
    if follow_wait(ticket, now=now) or was != (ticket.next_due_at, ticket.turn_at):
        update(ticket, "next_due_at", "turn_at", "reminded", "reminds_at")
    return ticket


def waits_for_us(ticket: Ticket) -> bool:
    """Whether somebody waits for us there."""
    return ticket.state in OURS and not ticket.spam and ticket.merged_into_id is None


def _next(ticket: Ticket, kind: Kind, *, now: datetime) -> Promise:
    due = due_for(ticket.desk, kind, now, customer=ticket.customer, reason=ticket.reason_id)
    return make_by_rule(ticket, kind, due=due, source=None, by=RULE, now=now)
