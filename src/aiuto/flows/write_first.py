"""An agent writes to a customer first: a new request, waiting for the answer, of which the customer is reminded."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from aiuto.customers.addresses import normal_email
from aiuto.customers.contacting import contact_point_for
from aiuto.customers.models import ContactKind
from aiuto.flows.check_draft import read_answer
from aiuto.journal.actors import person
from aiuto.people.models import Desk, User
from aiuto.people.queries import desk_for
from aiuto.promises.settling import settle
from aiuto.tickets.composing import mailbox_of_desk, queue_deliveries
from aiuto.tickets.drafting import check_text
from aiuto.tickets.errors import BadAddress, Empty, NotFound
from aiuto.tickets.markup import html_of
from aiuto.tickets.messages import Said
from aiuto.tickets.models import Direction, Message
from aiuto.tickets.opening import open_ticket
from aiuto.tickets.protecting import check_looks_after
from aiuto.tickets.references import new_message_id
from aiuto.tickets.repeating import said_before
from aiuto.tickets.stems import language_of


@transaction.atomic
def write_first(
    desk_id: int, *, to: str, name: str, subject: str, text: str, by: User, now: datetime
) -> Message:
    """Open a request with our own message, which leaves after the seconds in which it can be undone.

    A form that was sent twice is one request. Raises TicketError: BadAddress, Empty, TooLong, NoMailbox,
    NotFound, LeadsOnly.
    """
    desk = desk_for(by, desk_id)
    if desk is None:
        raise NotFound
    address = normal_email(to)
    if address is None:
        raise BadAddress
    check_text(text)
    if not subject.strip():
        raise Empty
    if same := said_before(desk_id, subject, text=text, to=address, writer=by.pk, now=now):
        return same
    mailbox = mailbox_of_desk(desk)
    point = contact_point_for(ContactKind.EMAIL, address, name=name.strip(), now=now)
    check_looks_after(point.customer, by)
    said = _said(desk, subject, text, sender=mailbox.address, by=by, now=now)
    opened = open_ticket(
        desk, said, requester=point, language=language_of(text), owner=by.pk, by=person(by.pk), now=now
    )
    send_after = now + timedelta(seconds=settings.ENVIRONMENT.aiuto_undo_seconds)
    queue_deliveries(
        opened.ticket,
        opened.message,
        mailbox=mailbox,
        send_after=send_after,
        signature=by.signature,
        now=now,
    )
    settle(opened.ticket, now=now)
    return opened.message


def _said(desk: Desk, subject: str, text: str, *, sender: str, by: User, now: datetime) -> Said:
    read = read_answer(desk, text, now=now)
    return Said(
        direction=Direction.OUT,
        at=now,
        text=text,
        reply_text=text,
        html=html_of(text),
        subject=" ".join(subject.split()),
        sender=sender,
        from_name=str(by),
        message_id=new_message_id(sender.rpartition("@")[2]),
        author=by.pk,
        commitments=read.commitments,
        tone=read.tone,
    )
