"""Calls and visits, noted by hand after they took place: messages like any other, but nothing has to leave."""

from datetime import datetime, timedelta

from django.db import transaction

from aiuto.customers.models import ContactPoint, Customer
from aiuto.customers.policies import looks_after
from aiuto.journal.actors import Actor
from aiuto.people.models import Desk, User
from aiuto.people.policies import serves
from aiuto.tickets import moving
from aiuto.tickets.answering import answer
from aiuto.tickets.assigning import assign
from aiuto.tickets.errors import BadMoment
from aiuto.tickets.messages import Said
from aiuto.tickets.models import OPEN_STATES, Direction, Message, State, Ticket
from aiuto.tickets.opening import open_ticket
from aiuto.tickets.policies import check_spoken
from aiuto.tickets.protecting import check_looks_after
from aiuto.tickets.receiving import receive
from aiuto.tickets.timing import set_waiting

_CLOCKS_DIFFER = timedelta(minutes=5)
_MINUTE = timedelta(minutes=1)
_LONG_AGO = timedelta(days=366)


def check_moment(at: datetime, *, now: datetime) -> None:
    """It took place, and not so long ago that the year must be a slip. Raises BadMoment."""
    if not now - _LONG_AGO <= at <= now + _CLOCKS_DIFFER:
        raise BadMoment


@transaction.atomic(savepoint=False)
def join(ticket: Ticket, said: Said, *, then: State, owner: User, by: Actor, now: datetime) -> Message:
    """Keep what was said on the (locked) ticket, and leave it as the agent says. Raises WrongState, LeadsOnly.

    A ticket of nobody is theirs from now on.
    """
    check_spoken(ticket)
    if said.direction == Direction.OUT:
        check_looks_after(ticket.customer, owner)
        message = answer(ticket, said, then=then, by=by, now=now)
        _wait_for_what_came_later(ticket, said, then=then)
    else:
        message = receive(ticket, said, by=by, now=now)
        _take(ticket, owner, by=by, now=now)
        _leave(ticket, then, by=by, now=now)
    return message


@transaction.atomic(savepoint=False)
def begin(
    desk: Desk,
    said: Said,
    *,
    requester: ContactPoint | None,
    customer: Customer | None,
    language: str,
    then: State,
    owner: User,
    by: Actor,
    now: datetime,
) -> Message:
    """Open a ticket with what was said; whoever noted it is its owner."""
    opened = open_ticket(
        desk, said, requester=requester, customer=customer, language=language, by=by, now=now
    )
    _take(opened.ticket, owner, by=by, now=now)
    _leave(opened.ticket, then, by=by, now=now)
    return opened.message


def _take(ticket: Ticket, owner: User, *, by: Actor, now: datetime) -> None:
    if ticket.owner_id is None and serves(owner, ticket.desk_id) and looks_after(ticket.customer, owner):
        assign(ticket, owner=owner, by=by, now=now)


def _leave(ticket: Ticket, then: State, *, by: Actor, now: datetime) -> None:
    if then == State.WAITING and ticket.state != State.WAITING:
        moving.wait(ticket, by=by, now=now)
    elif then == State.SOLVED and ticket.state != State.SOLVED:
        moving.solve(ticket, by=by, now=now)
    elif then == State.OPEN and ticket.state == State.WAITING:
        moving.reopen(ticket, by=by, now=now)


def _wait_for_what_came_later(ticket: Ticket, said: Said, *, then: State) -> None:
    """A call noted late does not answer what the customer wrote after it."""
    if then != State.OPEN:
        return
    later = Message.objects.filter(ticket=ticket, direction=Direction.IN, at__gt=said.at)
    since = later.order_by("at").values_list("at", flat=True).first()
    if since:
        set_waiting(ticket, since)
        ticket.save(update_fields=["waiting_since", "turn_at"])


def newest_open(customer: int, desk: int) -> Ticket | None:
    """The newest request of theirs at this desk that is not solved: what a call that says nothing belongs to."""
    live = Ticket.objects.filter(customer=customer, desk=desk, merged_into__isnull=True, spam=False)
    return live.filter(state__in=OPEN_STATES).order_by("-last_message_at", "-id").first()


def is_noted(ticket: Ticket, said: Said) -> bool:
    """Whether the same was said there within a minute."""
    same = Message.objects.filter(ticket=ticket, channel=said.channel, text=said.text)
    return same.filter(at__gt=said.at - _MINUTE, at__lt=said.at + _MINUTE).exists()
