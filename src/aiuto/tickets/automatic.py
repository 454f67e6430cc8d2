"""What the desk says by itself: kept like any message, marked as automatic, and waking nobody."""

from collections.abc import Collection, Sequence
from datetime import datetime

from aiuto.intake.models import Mailbox
from aiuto.tickets.composing import Told, queue_deliveries
from aiuto.tickets.markup import html_of
from aiuto.tickets.messages import Said, keep
from aiuto.tickets.models import Direction, Message, Ticket
from aiuto.tickets.references import new_message_id

MARK = "automatic"


def say(
    ticket: Ticket,
    text: str,
    *,
    subject: str,
    mailbox: Mailbox,
    now: datetime,
    marks: tuple[str, ...] = (),
    only: Collection[int] | None = None,
    promised: Sequence[Told] = (),
) -> Message:
    """Keep a message of ours and queue it with a null envelope sender. The caller's act records the event.

    `only` are the ids of the contact points that it goes to, where it does not go to all; `promised` is its foot.
    """
    message = write(ticket, text, subject=subject, mailbox=mailbox, marks=marks, now=now)
    queue_deliveries(ticket, message, mailbox=mailbox, send_after=now, only=only, promised=promised, now=now)
    return message


def write(
    ticket: Ticket,
    text: str,
    *,
    subject: str,
    mailbox: Mailbox,
    now: datetime,
    marks: tuple[str, ...] = (),
) -> Message:
    """Keep a message of ours that the caller queues, with what goes along."""
    said = Said(
        direction=Direction.OUT,
        at=now,
        text=text,
        reply_text=text,
        html=html_of(text),
        subject=subject,
        sender=mailbox.address,
        from_name=str(ticket.desk),
        message_id=new_message_id(mailbox.address.rpartition("@")[2]),
        marks=(MARK, *marks),
    )
    return keep(ticket, said, now=now)
