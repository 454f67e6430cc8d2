"""A kept mail becomes a message: joined to its ticket, or opening one. Shared by receiving and releasing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings

from aiuto import mime
from aiuto.customers.contacting import KNOWN, create_contact_point, find, mark_undeliverable
from aiuto.customers.models import ContactKind, ContactPoint
from aiuto.flows.acknowledge import acknowledge, is_acknowledged, is_proved
from aiuto.flows.ask_wish import read_wish
from aiuto.flows.limited_mail import MARK as RIGHTS
from aiuto.flows.limited_mail import claims_rights, tell_leads
from aiuto.flows.notify import notify
from aiuto.intake.keeping import Arrival
from aiuto.intake.mailboxes import note_own_test
from aiuto.intake.models import RawMail
from aiuto.intake.parsing import Unreadable
from aiuto.intake.routing import Place
from aiuto.journal.actors import Actor, customer
from aiuto.journal.queries import last_person
from aiuto.notices.models import Kind as Notice
from aiuto.outbox.returning import note_bounce
from aiuto.promises.acting import hear, promise_solution
from aiuto.promises.making import begin
from aiuto.promises.models import Kind, Promise, Starts
from aiuto.promises.ruling import Ruled, is_ruled, ruled_for
from aiuto.promises.settling import settle
from aiuto.rows.asking import Asked
from aiuto.tickets.linking import link
from aiuto.tickets.locking import lock
from aiuto.tickets.messages import File, Said
from aiuto.tickets.models import OURS, Direction, LinkKind, Message, State, Ticket
from aiuto.tickets.opening import Opened, open_ticket
from aiuto.tickets.queries.mails import tickets_of_mails
from aiuto.tickets.receiving import receive
from aiuto.tickets.stems import language_of
from aiuto.tickets.threading import Thread, find_thread, target_of
from aiuto.tickets.wishing import is_their_answer_awaited


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail on its way in, read or not readable. `ours` are our own addresses, for history."""

    raw: bytes
    letter: mime.Letter | Unreadable
    digest: str
    arrival: Arrival
    by: Actor
    history: bool = False
    ours: frozenset[str] = frozenset()

    @property
    def outgoing(self) -> bool:
        """Old mail that we wrote ourselves: only history brings it, from one of our own addresses."""
        sender = None if isinstance(self.letter, Unreadable) else self.letter.sender
        return self.history and sender is not None and sender.email.lower() in self.ours


@dataclass(frozen=True, slots=True)
class Incoming:
    """What is known of a readable mail before its ticket is."""

    mail: Mail
    letter: mime.Letter
    place: Place
    writer: ContactPoint | None
    thread: Thread
    said: Said
    elsewhere: Sequence[RawMail]


def handle(
    mail: Mail,
    letter: mime.Letter,
    kept: RawMail,
    place: Place,
    *,
    hashes: Sequence[str],
    elsewhere: Sequence[RawMail],
    sender: ContactPoint | None,
    now: datetime,
) -> Message:
    """The message that this mail becomes. `hashes` are its attachments'; `elsewhere` the same mail at other desks;
    `sender` is who is known of the other side.
    """
    letter = _as_it_came(letter, mail.arrival)
    other = _other_side(mail, letter)
    thread = _thread_of(mail, letter, place, sender, now=now)
    ticket = _ticket_to_join(thread)
    opens = ticket is None or ticket.state == State.CLOSED
    writer = sender or (_new_requester(other, now=now) if opens else None)
    said = _said(mail, letter, kept, writer, thread, hashes=hashes, now=now)
    incoming = Incoming(mail, letter, place, writer, thread, said, elsewhere)
    joins = None if opens else ticket
    message = _join(incoming, joins, now=now) if joins else _open(incoming, closed=ticket, now=now)
    if RIGHTS in said.marks and not mail.history:
        tell_leads(message.ticket, by=_actor(mail, writer), now=now)
    return message


def known_sender(mail: Mail, letter: mime.Letter) -> ContactPoint | None:
    """The other side's address with its customer, when we know it."""
    return find(ContactKind.EMAIL, _their_address(mail, letter))


def asked_sender(mail: Mail) -> Asked:
    """The same, to be asked together with other things; nobody of an unreadable mail."""
    address = "" if isinstance(mail.letter, Unreadable) else _their_address(mail, mail.letter)
    return KNOWN.of(ContactKind.EMAIL, address)


def _their_address(mail: Mail, letter: mime.Letter) -> str:
    other = _other_side(mail, letter)
    return other.email.lower() if other else ""


def _join(incoming: Incoming, ticket: Ticket, *, now: datetime) -> Message:
    """A bounce is told to whoever wrote the answer, when the journal is read for it."""
    by, quiet = _actor(incoming.mail, incoming.writer), _is_quiet(incoming)
    asleep, rested = ticket.snoozed_until is not None, ticket.state not in OURS
    waited, answers = ticket.state == State.WAITING, not quiet and is_their_answer_awaited(ticket)
    ruled = None if ticket.next_due_at else _ruled(incoming, ticket)
    due = ruled.due if ruled else None
    message = receive(ticket, incoming.said, by=by, now=now, quiet=quiet, next_due_at=due)
    if ruled:
        begin(ticket, _promised(ticket), ruled, source=message.pk, now=now)
    if is_ruled(ticket) and not quiet and not incoming.letter.bounce:
        hear(ticket, at=message.at, source=message.pk, now=now)
        settle(ticket, now=now)
    elif not quiet and (waited or (rested and not ruled)):
        settle(ticket, now=now)  # what is owed from before may be late already, and then promises nothing
    if answers and not incoming.letter.bounce:
        read_wish(ticket, incoming.said.reply_text, by=by, now=now)
    if not quiet and not incoming.letter.bounce:
        sleeper = last_person(ticket.pk, "ticket.snoozed") if asleep else None
        woken = {sleeper: Notice.WOKE} if sleeper and sleeper != ticket.owner_id else {}
        notify(ticket, owner=Notice.CUSTOMER_WROTE, others=woken, by=by, now=now)
    return message


def _as_it_came(letter: mime.Letter, arrival: Arrival) -> mime.Letter:
    """A null sender on the envelope says what a null Return-Path says: no machine may answer."""
    null = arrival.envelope_from == "" and not letter.automatic
    return replace(letter, automatic="null-return-path") if null else letter


def _thread_of(
    mail: Mail, letter: mime.Letter, place: Place, sender: ContactPoint | None, *, now: datetime
) -> Thread:
    if place.mailbox:
        addressed = (*mail.arrival.envelope_to, *letter.delivered_to, *(a.email for a in letter.to))
        note_own_test(place.mailbox, addressed, now=now)
    if letter.bounce and letter.bounce.message_id:
        ticket = _note_bounce(letter.bounce, by=mail.by, now=now)
        if ticket:
            return Thread(ticket)
    return find_thread(letter, desk=place.desk, sender=sender, envelope_to=mail.arrival.envelope_to, now=now)


def _note_bounce(bounce: mime.Bounce, *, by: Actor, now: datetime) -> int | None:
    """Mark what came back; the ticket it belonged to, if any. A delayed mail is still on its way."""
    failures = [(r.address, f"{r.status} {r.diagnostic}".strip()) for r in bounce.recipients]
    if not bounce.permanent:
        return None
    bounced = note_bounce(bounce.message_id or "", failures=failures, by=by, now=now)
    for delivery in bounced:
        mark_undeliverable(ContactKind.EMAIL, delivery.recipient, reason=delivery.last_error, by=by, now=now)
    return next((delivery.ticket for delivery in bounced if delivery.ticket), None)


def _ticket_to_join(thread: Thread) -> Ticket | None:
    return lock(target_of(thread.ticket)) if thread.ticket else None


def _open(incoming: Incoming, *, closed: Ticket | None, now: datetime) -> Message:
    letter, mail = incoming.letter, incoming.mail
    requester, ruled = incoming.writer, _ruled(incoming, None)
    due = ruled.due if ruled else None
    opened = open_ticket(
        incoming.place.desk,
        incoming.said,
        requester=requester,
        language=language_of(f"{letter.subject}\n{incoming.said.reply_text[:2000]}"),
        by=_actor(mail, requester),
        now=now,
        quiet=_is_quiet(incoming),
        settled=mail.history or _is_from_itself(incoming),
        next_due_at=due,
    )
    mailbox = incoming.place.mailbox
    told = not mail.history and is_acknowledged(opened.ticket.desk, letter, mailbox, now=now)
    promise = _promise_answer(incoming, opened, ruled, told=told, now=now) if ruled else None
    if told and mailbox:
        acknowledge(opened.ticket, mailbox=mailbox, promise=promise, now=now)
    link(opened.ticket, earlier=[closed.pk] if closed else [], kind=LinkKind.FOLLOWS)
    link(opened.ticket, earlier=incoming.thread.maybe, kind=LinkKind.MAYBE_SAME)
    link(opened.ticket, earlier=tickets_of_mails(incoming.elsewhere), kind=LinkKind.SAME_MAIL)
    return opened.message


def _promise_answer(
    incoming: Incoming, opened: Opened, ruled: Ruled, *, told: bool, now: datetime
) -> Promise:
    message = opened.message
    promise = begin(opened.ticket, Kind.FIRST_ANSWER, ruled, source=message.pk, told=told, now=now)
    if _is_ruled(incoming) and promise_solution(opened.ticket, since=message.at, now=now):
        settle(opened.ticket, now=now)
    return promise


def _ruled(incoming: Incoming, ticket: Ticket | None) -> Ruled | None:
    """By when we owe an answer by rule; None where a machine writes for the first time, and to spam.

    An answer that came back leaves its customer without one, whatever machine says so.
    """
    if _is_quiet(incoming):
        return None
    if ticket is None:
        return None if incoming.letter.bounce else _first(incoming)
    if ticket.spam:
        return None
    who, why = ticket.customer, ticket.reason_id
    kind = _promised(ticket)
    starts = Starts.MESSAGE if kind == Kind.NEXT_UPDATE else None
    return ruled_for(ticket.desk, kind, incoming.said.at, customer=who, reason=why, starts=starts)


def _first(incoming: Incoming) -> Ruled:
    customer = incoming.writer.customer if incoming.writer else None
    return ruled_for(incoming.place.desk, Kind.FIRST_ANSWER, incoming.said.at, customer=customer)


def _is_ruled(incoming: Incoming) -> bool:
    """Whether rules can speak of a request that nobody has said the reason of."""
    customer = incoming.writer.customer if incoming.writer else None
    return incoming.place.desk.own_terms or (customer is not None and customer.own_terms)


def _promised(ticket: Ticket) -> Kind:
    return Kind.FIRST_ANSWER if ticket.state == State.NEW else Kind.NEXT_UPDATE


def _other_side(mail: Mail, letter: mime.Letter) -> mime.Address | None:
    """The customer: who wrote it, or whom we wrote to."""
    return next(iter(letter.to), None) if mail.outgoing else letter.sender


def _new_requester(sender: mime.Address | None, *, now: datetime) -> ContactPoint | None:
    """A customer of their own for a strict sender; an unusable sender stays unknown."""
    if sender is None:
        return None
    return create_contact_point(ContactKind.EMAIL, sender.email.lower(), name=sender.name, now=now)


def _actor(mail: Mail, sender: ContactPoint | None) -> Actor:
    return customer(sender.customer_id) if sender and not mail.history else mail.by


def _is_from_itself(incoming: Incoming) -> bool:
    """A mailbox's automatic mail to itself (its test) asks nobody for anything."""
    sender, mailbox = incoming.letter.sender, incoming.place.mailbox
    return bool(incoming.letter.automatic and sender and mailbox and sender.email.lower() == mailbox.address)


def _is_quiet(incoming: Incoming) -> bool:
    """History wakes nobody, nor does a machine; a bounce is for us to act on."""
    return incoming.mail.history or (bool(incoming.letter.automatic) and not incoming.letter.bounce)


def _said(
    mail: Mail,
    letter: mime.Letter,
    kept: RawMail,
    writer: ContactPoint | None,
    thread: Thread,
    *,
    hashes: Sequence[str],
    now: datetime,
) -> Said:
    date = letter.date if mail.history and letter.date and letter.date <= now else None
    return Said(
        direction=Direction.OUT if mail.outgoing else Direction.IN,
        at=date or kept.received_at,
        text=letter.text,
        reply_text=letter.reply_text,
        html=mime.clean_html(letter.html) if letter.html else "",
        subject=letter.subject,
        sender=letter.sender.email if letter.sender else "",
        from_name=letter.sender.name if letter.sender else "",
        shown_from=letter.shown_from,
        to=tuple((address.name, address.email) for address in letter.to),
        cc=tuple((address.name, address.email) for address in letter.cc),
        message_id=letter.message_id or "",
        marks=_marks(letter, thread, writer),
        contact_point=None if mail.outgoing else _contact_point_of(writer, thread),
        raw_mail=kept.pk,
        files=tuple(
            File(sha256, a.name, a.content_type, len(a.data), a.content_id or "", a.inline)
            for sha256, a in zip(hashes, letter.attachments, strict=True)
        ),
    )


def _contact_point_of(sender: ContactPoint | None, thread: Thread) -> int | None:
    """Through a reply token, an address that takes no part is shown as it is and belongs to nobody."""
    if sender is None or (thread.by_token and thread.writer is None):
        return None
    return sender.pk


def _marks(letter: mime.Letter, thread: Thread, writer: ContactPoint | None) -> tuple[str, ...]:
    marks = {
        "bounce": letter.bounce is not None,
        "automatic": letter.automatic is not None,
        "proved": is_proved(letter, settings.ENVIRONMENT.aiuto_authserv_id),
        "stranger": thread.by_token and thread.writer is None,
        "known-message-id": thread.known_id,
        RIGHTS: claims_rights(writer, letter),
    }
    return tuple(name for name, true in marks.items() if true)
