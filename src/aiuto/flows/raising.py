"""What a customer says on a page goes to a person at once. Shared by what they can say there."""

from datetime import datetime

from aiuto.journal.actors import Actor
from aiuto.people.queries import colleague, colleagues_at, leads_at
from aiuto.promises.acting import hear, promise_solution
from aiuto.promises.making import begin
from aiuto.promises.models import Kind
from aiuto.promises.ruling import ruled_for
from aiuto.promises.settling import settle
from aiuto.tickets import moving
from aiuto.tickets.linking import link
from aiuto.tickets.locking import lock
from aiuto.tickets.messages import Said
from aiuto.tickets.models import OURS, Channel, Direction, Link, LinkKind, State, Ticket
from aiuto.tickets.opening import open_ticket
from aiuto.tickets.queries.helped import requester
from aiuto.tickets.threading import target_of


def raise_again(ticket: Ticket, *, words: str, by: Actor, now: datetime) -> Ticket:
    """It waits for us again. A closed one stays closed: what they say opens a new one, linked, with the same owner."""
    if ticket.state == State.CLOSED:
        came_back = Link.objects.filter(earlier=ticket, kind=LinkKind.FOLLOWS).order_by("-id").first()
        if came_back is None:
            return _open_anew(ticket, words, by=by, now=now)
        return raise_again(lock(target_of(came_back.later_id)), words=words, by=by, now=now)
    if ticket.state not in OURS:
        moving.reopen(ticket, by=by, now=now)
    hear(ticket, at=now, now=now)
    return settle(ticket, now=now)


def who_looks(ticket: Ticket) -> list[int]:
    """Its owner; where there is none here the leads of its desk, else everybody there."""
    if ticket.owner_id and colleague(ticket.owner_id):
        return [ticket.owner_id]
    return leads_at(ticket.desk_id) or [person.pk for person in colleagues_at(ticket.desk_id)]


def _open_anew(ticket: Ticket, text: str, *, by: Actor, now: datetime) -> Ticket:
    person = requester(ticket)
    point = person.contact_point if person else None
    said = Said(
        direction=Direction.IN,
        channel=Channel.WEB,
        at=now,
        text=text,
        reply_text=text,
        subject=ticket.subject,
        sender=point.value if point else "",
        contact_point=point.pk if point else None,
    )
    ruled = ruled_for(ticket.desk, Kind.FIRST_ANSWER, now, customer=ticket.customer)
    opened = open_ticket(
        ticket.desk,
        said,
        requester=point,
        language=ticket.language,
        by=by,
        now=now,
        owner=ticket.owner_id,
        next_due_at=ruled.due,
    )
    begin(opened.ticket, Kind.FIRST_ANSWER, ruled, source=opened.message.pk, now=now)
    if promise_solution(opened.ticket, since=now, now=now):
        settle(opened.ticket, now=now)
    link(opened.ticket, earlier=[ticket.pk], kind=LinkKind.FOLLOWS)
    return opened.ticket
