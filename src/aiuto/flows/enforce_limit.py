"""A second person has agreed to a limit: it is in force, and its customer reads so once. Within `decide`."""

from datetime import datetime

from aiuto.approvals.models import Approval
from aiuto.customers.contacting import first_email
from aiuto.customers.limit_words import subject, whole
from aiuto.customers.limiting import lock_limit, note_told, put_in_force
from aiuto.customers.models import ContactKind, Limit
from aiuto.intake.models import Mailbox
from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.people.tokens import address_of
from aiuto.promises.telling import told_in
from aiuto.tickets.addressing import add_copy
from aiuto.tickets.composing import mailbox_for, queue_deliveries
from aiuto.tickets.errors import NoMailbox
from aiuto.tickets.locking import lock
from aiuto.tickets.markup import html_of
from aiuto.tickets.messages import Said, keep
from aiuto.tickets.models import Direction, Message, Participant, Ticket
from aiuto.tickets.references import new_message_id
from aiuto.tickets.threading import target_of


def enforce_limit(approval: Approval, user: User, now: datetime) -> Limit:
    """Whom no mail reaches is to be told by a person: then the limit knows no message.

    Raises CustomerError where it moved on in the meantime.
    """
    limit = put_in_force(lock_limit(approval.about), by=person(user.pk), now=now)
    ticket = lock(target_of(limit.ticket))
    mailbox = _mailbox(ticket)
    if mailbox and (to := _addresses(ticket, limit, by=user, now=now)):
        note_told(limit, message=_tell(limit, ticket, to, mailbox, user=user, now=now).pk)
    return limit


def _addresses(ticket: Ticket, limit: Limit, *, by: User, now: datetime) -> list[int]:
    """Their own alone: nobody else who takes part reads it.

    Where none of theirs takes part, as after a call, the one that we know is put on the request.
    """
    theirs = Participant.objects.filter(ticket=ticket, contact_point__customer=limit.customer_id)
    mailed = theirs.filter(contact_point__kind=ContactKind.EMAIL)
    known = list(mailed.values_list("contact_point", flat=True))
    point = None if known or ticket.spam else first_email(limit.customer)
    if point:
        add_copy(ticket, point=point, by=person(by.pk), now=now)
    return known or ([point.pk] if point else [])


def _mailbox(ticket: Ticket) -> Mailbox | None:
    try:
        return mailbox_for(ticket)
    except NoMailbox:
        return None


def _tell(
    limit: Limit, ticket: Ticket, to: list[int], mailbox: Mailbox, *, user: User, now: datetime
) -> Message:
    """In the desk's name, so that nobody is to blame alone; who agreed hears if it comes back."""
    language = limit.customer.language or ticket.language or ticket.desk.language
    text = whole(limit, language=language)
    said = Said(
        direction=Direction.OUT,
        at=now,
        text=text,
        reply_text=text,
        html=html_of(text),
        subject=subject(language=language),
        sender=mailbox.address,
        from_name=str(ticket.desk),
        message_id=new_message_id(mailbox.address.rpartition("@")[2]),
        author=user.pk,
    )
    message = keep(ticket, said, now=now)
    promised = told_in(ticket, message, page=address_of, now=now)
    queue_deliveries(ticket, message, mailbox=mailbox, send_after=now, only=to, promised=promised, now=now)
    return message
