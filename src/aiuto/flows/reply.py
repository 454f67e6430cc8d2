"""An agent answers: the message is kept, the clock stops, the deliveries wait out the time to undo."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from aiuto.flows.check_draft import read_answer
from aiuto.flows.hear_apology import hear_apology
from aiuto.flows.notify import notify
from aiuto.flows.sending import promise, said_by, send
from aiuto.journal.actors import person
from aiuto.people.models import User
from aiuto.promises import acting
from aiuto.tickets.answering import answer, check_nothing_newer, check_recipients, said_already
from aiuto.tickets.composing import mailbox_for
from aiuto.tickets.drafting import check_text, discard_draft
from aiuto.tickets.locking import lock_for
from aiuto.tickets.models import Direction, Message, State, Ticket
from aiuto.tickets.policies import check_reply
from aiuto.tickets.protecting import check_looks_after
from aiuto.tickets.threading import bare_subject


@transaction.atomic
def reply(
    reference: str,
    *,
    user: User,
    text: str,
    now: datetime,
    seen: int | None = None,
    confirmed: bool = False,
    then: State | None = None,
    slots: tuple[str, ...] = (),
    to: Collection[int] | None = None,
    promises: Collection[str] = (),
    is_draft: bool = True,
) -> Message:
    """Answer a request; it leaves after the seconds in which it can be undone.

    `seen` is the newest message the writer saw: when the customer or a colleague wrote since, NewerMessage is raised
    unless `confirmed`; `to` are the ids of the participants they saw, and OtherRecipients is raised the same way.
    `promises` are the keys of what it commits to (`promises.offering`) that is recorded. The same text sent twice from
    one page is one answer. Where it `is_draft`, the writer's draft leaves with it. Raises TicketError; the draft stays
    as it was.
    """
    ticket = lock_for(user, reference)
    check_text(text)
    if seen is not None and (same := said_already(ticket, text=text, writer=user.pk, since=seen)):
        return same
    check_reply(ticket)
    check_looks_after(ticket.customer, user)
    if not confirmed:
        check_nothing_newer(ticket, seen=seen, writer=user.pk)
        check_recipients(ticket, meant=to)
    mailbox = mailbox_for(ticket)
    read, actor = read_answer(ticket.desk, text, now=now), person(user.pk)
    said = said_by(user, text, subject=_subject(ticket), slots=slots, mailbox=mailbox, read=read, now=now)
    message = answer(ticket, said, then=then, by=actor, now=now)
    acting.answer(ticket, message, helpful=read.helps, by=actor, now=now)
    hear_apology(ticket, message, writer=str(user), by=actor, now=now)
    promise(ticket, message, promises, by=actor, now=now)
    send(ticket, message, mailbox=mailbox, user=user, now=now)
    if is_draft:
        discard_draft(ticket, user=user, direction=Direction.OUT)
    notify(ticket, by=actor, now=now)
    return message


def _subject(ticket: Ticket) -> str:
    """As a mail program would call it; a request of which nothing has left yet keeps its own."""
    if not Message.objects.filter(ticket=ticket, withdrawn_at__isnull=True).exists():
        return ticket.subject
    return f"Re: {bare_subject(ticket.subject)}" if ticket.subject else "Re:"
