"""An agent writes to a customer first: a new request, waiting for the answer, of which the customer is reminded."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from aiuto.customers.contacting import contact_point_for
from aiuto.customers.models import ContactKind
from aiuto.flows.check_draft import read_answer
from aiuto.flows.sending import promise, said_by, send
from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.people.queries import desk_for
from aiuto.tickets.composing import mailbox_of_desk
from aiuto.tickets.errors import NotFound
from aiuto.tickets.first import check_parts, discard_first
from aiuto.tickets.models import Message
from aiuto.tickets.opening import open_ticket
from aiuto.tickets.protecting import check_looks_after
from aiuto.tickets.repeating import said_before
from aiuto.tickets.stems import language_of


@transaction.atomic
def write_first(
    desk_id: int,
    *,
    to: str,
    name: str,
    subject: str,
    text: str,
    by: User,
    now: datetime,
    slots: tuple[str, ...] = (),
    promises: Collection[str] = (),
    key: str = "",
) -> Message:
    """Open a request with our own message, which leaves after the seconds in which it can be undone.

    `slots` and `promises` are as in `reply`; `key` names the draft, which leaves with it. A form that was sent twice is
    one request. Raises TicketError: BadAddress, Empty, TooLong, NoMailbox, NotFound, LeadsOnly.
    """
    desk = desk_for(by, desk_id)
    if desk is None:
        raise NotFound
    address = check_parts(to=to, subject=subject, text=text)
    if same := said_before(desk_id, subject, text=text, to=address, writer=by.pk, now=now):
        return same
    mailbox = mailbox_of_desk(desk)
    point = contact_point_for(ContactKind.EMAIL, address, name=name.strip(), now=now)
    check_looks_after(point.customer, by)
    read, actor, subject = read_answer(desk, text, now=now), person(by.pk), " ".join(subject.split())
    said = said_by(by, text, subject=subject, slots=slots, mailbox=mailbox, read=read, now=now)
    opened = open_ticket(
        desk, said, requester=point, language=language_of(text), owner=by.pk, by=actor, now=now
    )
    promise(opened.ticket, opened.message, promises, by=actor, now=now)
    send(opened.ticket, opened.message, mailbox=mailbox, user=by, now=now)
    discard_first(key, user=by)
    return opened.message
