"""What every message of a person has in common on its way out: its parts, what it promises, its deliveries."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings

from aiuto.flows.ask_wish import note_if_asked
from aiuto.flows.check_draft import Answer
from aiuto.intake.models import Mailbox
from aiuto.journal.actors import Actor, person
from aiuto.people.models import User
from aiuto.people.tokens import address_of
from aiuto.promises import acting
from aiuto.promises.inviting import invite
from aiuto.promises.offering import offers_of
from aiuto.promises.settling import settle
from aiuto.promises.telling import told_in
from aiuto.tickets.composing import queue_deliveries
from aiuto.tickets.drafting import files_of, uploads_of
from aiuto.tickets.markup import html_of
from aiuto.tickets.messages import Said
from aiuto.tickets.models import Channel, Direction, Message, Ticket
from aiuto.tickets.references import new_message_id


def said_by(
    user: User,
    text: str,
    *,
    subject: str,
    slots: tuple[str, ...],
    mailbox: Mailbox,
    read: Answer,
    now: datetime,
) -> Said:
    """The message in parts; `slots` are of the files that go along."""
    return Said(
        direction=Direction.OUT,
        at=now,
        channel=Channel.EMAIL,
        text=text,
        reply_text=text,
        html=html_of(text),
        subject=subject,
        sender=mailbox.address,
        from_name=str(user),
        message_id=new_message_id(mailbox.address.rpartition("@")[2]),
        author=user.pk,
        files=files_of(uploads_of(user, slots, now=now)),
        commitments=read.commitments,
        tone=read.tone,
    )


def promise(ticket: Ticket, message: Message, promises: Collection[str], *, by: Actor, now: datetime) -> None:
    """What the message commits to and its writer ticked holds whatever its state means for older promises."""
    offers = [
        offer for offer in offers_of(message.commitments, ticket.desk, now=now) if offer.key in promises
    ]
    made = [acting.give_word(ticket, each.word(source=message.pk), by=by, now=now).pk for each in offers]
    acting.follow(ticket, message, by=by, now=now, stays=made)
    settle(ticket, now=now)


def send(ticket: Ticket, message: Message, *, mailbox: Mailbox, user: User, now: datetime) -> None:
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
    note_if_asked(ticket, message, by=person(user.pk), now=now)
