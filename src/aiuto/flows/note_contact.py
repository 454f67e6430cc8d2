"""An agent notes a call or a visit: a message like any other, which opens a request or joins one."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import IntegrityError, transaction

from aiuto.customers.addresses import shown_phone
from aiuto.customers.contacting import (
    add_contact_point,
    create_customer,
    find,
    first_email,
    wanted_email,
    wanted_phone,
)
from aiuto.customers.errors import BelongsToAnother, NoSuchCustomer
from aiuto.customers.models import ContactKind, ContactPoint, Customer
from aiuto.flows.correct_calendar import correct_calendar
from aiuto.flows.notify import notify
from aiuto.journal.actors import Actor, person
from aiuto.people.models import Desk, User
from aiuto.people.queries import desk_for
from aiuto.promises import acting
from aiuto.promises.settling import settle
from aiuto.tickets import noting
from aiuto.tickets.drafting import check_text
from aiuto.tickets.errors import NotFound
from aiuto.tickets.linking import link
from aiuto.tickets.locking import lock_for
from aiuto.tickets.markup import html_of
from aiuto.tickets.messages import Said, excerpt_of
from aiuto.tickets.models import Channel, Direction, LinkKind, Message, State, Ticket
from aiuto.tickets.queries.pages import customer_for
from aiuto.tickets.repeating import said_before
from aiuto.tickets.stems import language_of

_TITLE = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """What was said: `channel` is "phone" or "visit", `direction` "in" (they came to us) or "out"."""

    channel: str
    direction: str
    at: datetime
    text: str
    seconds: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Somebody we know (`customer`), or somebody described; whose number or address is known, is known.

    A number or address that nobody has yet becomes theirs. All empty: the customer of the request, or nobody named.
    """

    customer: int | None = None
    name: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Where it belongs when it belongs to no request yet. Without words of its own it is named by what was said."""

    desk: int
    subject: str = ""


def note_contact(
    spoken: Spoken,
    *,
    who: Who,
    about: str | Subject,
    user: User,
    now: datetime,
    then: str = "open",
) -> Message:
    """Keep it on the request `about` (a reference; a closed one is followed by a new one), or open one.

    `then` is the state it leaves behind: open, waiting or solved. It needs no mailbox. A form that was sent twice
    is one contact. Raises TicketError, CustomerError.
    """
    try:
        return _note(spoken, who, about, user=user, now=now, then=State(then))
    except (IntegrityError, BelongsToAnother):  # a colleague notes the same new number: it may be known now
        return _note(spoken, who, about, user=user, now=now, then=State(then))


@transaction.atomic
def _note(
    spoken: Spoken, who: Who, about: str | Subject, *, user: User, now: datetime, then: State
) -> Message:
    check_text(spoken.text)
    noting.check_moment(spoken.at, now=now)
    if same := said_before(spoken, who, about, then, text=spoken.text, writer=user.pk, now=now):
        return same
    ticket = lock_for(user, about) if isinstance(about, str) else None
    customer, point = _asker(who, ticket, user=user, now=now)
    said = _said(spoken, customer, point, author=user)
    actor = person(user.pk)
    if ticket and ticket.state != State.CLOSED:
        message = noting.join(ticket, said, then=then, owner=user, by=actor, now=now)
        _keep_promises(ticket, message, by=actor, now=now)
        notify(ticket, by=actor, now=now)
        return message
    desk, subject = _place(about, ticket, user=user)
    subject = subject or excerpt_of(spoken.text)[:_TITLE]
    message = noting.begin(
        desk,
        replace(said, subject=subject),
        requester=_reached_by(customer, point),
        customer=customer,
        language=language_of(spoken.text),
        then=then,
        owner=user,
        by=actor,
        now=now,
    )
    if message.direction == Direction.IN:
        acting.promise_solution(message.ticket, since=message.at, now=now)
    settle(message.ticket, now=now)
    link(message.ticket, earlier=[ticket.pk] if ticket else [], kind=LinkKind.FOLLOWS)
    return message


def note_call(ticket: Ticket, text: str, *, user: User, now: datetime) -> Message:
    """We called the customer of the (locked) ticket just now; it stays in its state. Part of flows that ask of a call.

    Raises TicketError.
    """
    check_text(text)
    spoken, actor = Spoken(channel=Channel.PHONE, direction=Direction.OUT, at=now, text=text), person(user.pk)
    said = _said(spoken, ticket.customer, None, author=user)
    then = State.OPEN if ticket.state == State.NEW else State(ticket.state)
    message = noting.join(ticket, said, then=then, owner=user, by=actor, now=now)
    _keep_promises(ticket, message, by=actor, now=now)
    return message


def _keep_promises(ticket: Ticket, message: Message, *, by: Actor, now: datetime) -> None:
    """Talking to somebody is an answer, whoever called whom."""
    acting.answer(ticket, message, helpful=True, by=by, now=now)
    met = message.direction == Direction.OUT and acting.meet(ticket, message, by=by, now=now)
    acting.follow(ticket, message, by=by, now=now)
    settle(ticket, now=now)
    if met:
        correct_calendar(ticket, by=by, now=now)


def _asker(
    who: Who, ticket: Ticket | None, *, user: User, now: datetime
) -> tuple[Customer | None, ContactPoint | None]:
    """The person, and the number or address that tells who they are."""
    phone, email = wanted_phone(who.phone), wanted_email(who.email)
    wanted = [(ContactKind.PHONE, phone), (ContactKind.EMAIL, email)]
    known = [point for kind, value in wanted if value and (point := find(kind, value))]
    customer = _customer(who, ticket, known, user=user, now=now)
    if customer is None:
        return None, None
    points = [
        add_contact_point(customer, kind, value, by=person(user.pk), now=now)
        for kind, value in wanted
        if value
    ]
    return customer, next(iter(points), None)


def _customer(
    who: Who, ticket: Ticket | None, known: list[ContactPoint], *, user: User, now: datetime
) -> Customer | None:
    if who.customer:
        chosen = customer_for(user, who.customer)
        if chosen is None:
            raise NoSuchCustomer
        return chosen
    if known:
        return known[0].customer
    if who.name.strip() or who.phone.strip() or who.email.strip():
        return create_customer(name=" ".join(who.name.split()), now=now)
    return ticket.customer if ticket else None


def _said(spoken: Spoken, customer: Customer | None, point: ContactPoint | None, *, author: User) -> Said:
    """`sender` stays empty: what an agent noted is never quoted in a mail."""
    incoming = spoken.direction == Direction.IN
    number = shown_phone(point.value) if point and point.kind == ContactKind.PHONE else ""
    return Said(
        direction=Direction.IN if incoming else Direction.OUT,
        channel=Channel.VISIT if spoken.channel == Channel.VISIT else Channel.PHONE,
        at=spoken.at,
        seconds=spoken.seconds,
        text=spoken.text,
        reply_text=spoken.text,
        html=html_of(spoken.text),
        from_name=(customer.name if customer else "") if incoming else str(author),
        shown_from=number,
        contact_point=point.pk if point else None,
        author=author.pk,
    )


def _reached_by(customer: Customer | None, point: ContactPoint | None) -> ContactPoint | None:
    """Answers go to an e-mail address where there is one."""
    return (first_email(customer) if customer else None) or point


def _place(about: str | Subject, ticket: Ticket | None, *, user: User) -> tuple[Desk, str]:
    if ticket:
        return ticket.desk, ticket.subject
    desk = desk_for(user, about.desk) if isinstance(about, Subject) else None
    if desk is None or not isinstance(about, Subject):
        raise NotFound
    return desk, " ".join(about.subject.split())
