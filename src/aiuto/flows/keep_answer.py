"""A customer says whether they were helped, by the page that was mailed to them."""

from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import Actor, customer
from aiuto.notices.models import Kind as Notice
from aiuto.notices.telling import tell
from aiuto.people import tokens
from aiuto.people.queries import colleague, colleagues_at, leads_at
from aiuto.promises.making import begin
from aiuto.promises.models import Kind
from aiuto.promises.ruling import due_for
from aiuto.promises.settling import settle
from aiuto.tickets import moving
from aiuto.tickets.helping import keep_answer as keep
from aiuto.tickets.helping import wants_more
from aiuto.tickets.linking import link
from aiuto.tickets.locking import lock
from aiuto.tickets.messages import Said
from aiuto.tickets.models import Channel, Direction, Helped, Link, LinkKind, State, Ticket
from aiuto.tickets.opening import open_ticket
from aiuto.tickets.queries.helped import question, requester
from aiuto.tickets.threading import target_of

PURPOSE = "helped"


@transaction.atomic
def keep_answer(token: str, *, answer: str, words: str = "", now: datetime) -> Helped | None:
    """Their last word counts; a no, and a partly with words, goes to a person at once. Raises BadAnswer.

    None for a link that is not ours or is over.
    """
    signed = tokens.read(token, now=now)
    if signed is None or signed.purpose != PURPOSE:
        return None
    helped = question(signed.value["helped"])
    if helped is None:
        return None
    ticket = lock(target_of(helped.ticket_id))
    helped.refresh_from_db()
    by = customer(ticket.customer_id) if ticket.customer_id else Actor("customer")
    if keep(helped, answer=answer, words=words, by=by, now=now) and wants_more(helped) and not ticket.spam:
        raised = _raise(ticket, helped, by=by, now=now)
        tell(_who_looks(raised), kind=Notice.NOT_HELPED, ticket=raised.pk, by=by, now=now)
    return helped


def _raise(ticket: Ticket, helped: Helped, *, by: Actor, now: datetime) -> Ticket:
    """It waits for us again. A closed one stays closed: what they say opens a new one, linked, with the same owner."""
    if ticket.state == State.CLOSED:
        came_back = Link.objects.filter(earlier=ticket, kind=LinkKind.FOLLOWS).order_by("-id").first()
        if came_back is None:
            return _open_anew(ticket, helped, by=by, now=now)
        return _raise(lock(target_of(came_back.later_id)), helped, by=by, now=now)
    if ticket.state == State.SOLVED:
        moving.reopen(ticket, by=by, now=now)
    return settle(ticket, now=now)


def _open_anew(ticket: Ticket, helped: Helped, *, by: Actor, now: datetime) -> Ticket:
    person, text = requester(ticket), helped.words or str(helped.get_answer_display())
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
    due = due_for(ticket.desk, Kind.FIRST_ANSWER, now, customer=ticket.customer)
    opened = open_ticket(
        ticket.desk,
        said,
        requester=point,
        language=ticket.language,
        by=by,
        now=now,
        owner=ticket.owner_id,
        next_due_at=due,
    )
    begin(opened.ticket, Kind.FIRST_ANSWER, due=due, source=opened.message.pk, now=now)
    link(opened.ticket, earlier=[ticket.pk], kind=LinkKind.FOLLOWS)
    return opened.ticket


def _who_looks(ticket: Ticket) -> list[int]:
    """Its owner; where there is none here the leads of its desk, else everybody there."""
    if ticket.owner_id and colleague(ticket.owner_id):
        return [ticket.owner_id]
    return leads_at(ticket.desk_id) or [person.pk for person in colleagues_at(ticket.desk_id)]
