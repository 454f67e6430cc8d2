"""An agent answers: the message is kept, the clock stops, the deliveries wait out the time to undo."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from aiuto.flows.check_draft import Answer, read_answer
from aiuto.flows.hear_apology import hear_apology
from aiuto.flows.notify import notify
from aiuto.intake.models import Mailbox
from aiuto.journal.actors import Actor, person
from aiuto.people.models import User
from aiuto.people.tokens import address_of
from aiuto.promises import acting
from aiuto.promises.inviting import invite
from aiuto.promises.offering import offers_of
from aiuto.promises.settling import settle
from aiuto.promises.telling import told_in
from aiuto.tickets.answering import answer, check_nothing_newer, check_recipients, said_already
from aiuto.tickets.composing import mailbox_for, queue_deliveries
from aiuto.tickets.drafting import check_text, discard_draft, files_of, uploads_of
from aiuto.tickets.locking import lock_for
from aiuto.tickets.markup import html_of
from aiuto.tickets.messages import Said
from aiuto.tickets.models import Channel, Direction, Message, State, Ticket
from aiuto.tickets.policies import check_reply
from aiuto.tickets.protecting import check_looks_after
from aiuto.tickets.references import new_message_id
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
    said = _said(ticket, user, text, slots, mailbox, read, now)
    message = answer(ticket, said, then=then, by=actor, now=now)
    acting.answer(ticket, message, helpful=read.helps, by=actor, now=now)
    hear_apology(ticket, message, writer=str(user), by=actor, now=now)
    _promise(ticket, message, promises, by=actor, now=now)
    _send(ticket, message, mailbox=mailbox, user=user, now=now)
    if is_draft:
        discard_draft(ticket, user=user, direction=Direction.OUT)
    notify(ticket, by=actor, now=now)
    return message


def _promise(
    ticket: Ticket, message: Message, promises: Collection[str], *, by: Actor, now: datetime
) -> None:
    """What the answer commits to and its writer ticked holds whatever its state means for older promises."""
    offers = [
        offer for offer in offers_of(message.commitments, ticket.desk, now=now) if offer.key in promises
    ]
    made = [acting.give_word(ticket, each.word(source=message.pk), by=by, now=now).pk for each in offers]
    acting.follow(ticket, by=by, now=now, stays=made)
    settle(ticket, now=now)


def _send(ticket: Ticket, message: Message, *, mailbox: Mailbox, user: User, now: datetime) -> None:
    """It leaves once it can be undone no more, with what is owed in its foot and as entries of a calendar."""
    entries = invite(ticket, message, by=person(user.pk), now=now)
    queue_deliveries(
        ticket,
        message,
        mailbox=mailbox,
        send_after=now + timedelta(seconds=settings.ENVIRONMENT.aiuto_undo_seconds),
        signature=user.signature,
        promised=[*told_in(ticket, message, page=address_of, now=now), *entries],
        now=now,
    )


def _said(
    ticket: Ticket,
    user: User,
    text: str,
    slots: tuple[str, ...],
    mailbox: Mailbox,
    read: Answer,
    now: datetime,
) -> Said:
    return Said(
        direction=Direction.OUT,
        at=now,
        channel=Channel.EMAIL,
        text=text,
        reply_text=text,
        html=html_of(text),
        subject=_subject(ticket),
        sender=mailbox.address,
        from_name=str(user),
        message_id=new_message_id(mailbox.address.rpartition("@")[2]),
        author=user.pk,
        files=files_of(uploads_of(user, slots, now=now)),
        commitments=read.commitments,
        tone=read.tone,
    )


def _subject(ticket: Ticket) -> str:
    return f"Re: {bare_subject(ticket.subject)}" if ticket.subject else "Re:"
