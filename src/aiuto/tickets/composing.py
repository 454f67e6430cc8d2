"""From a kept message to the finished parts of each of its deliveries."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from aiuto.customers.names import in_mail
from aiuto.intake.addresses import with_token
from aiuto.intake.models import Mailbox
from aiuto.outbox.parts import File, Parts, Person
from aiuto.outbox.queueing import queue
from aiuto.people.models import Desk
from aiuto.tickets.errors import NoMailbox
from aiuto.tickets.markup import html_of_plain, html_with_links
from aiuto.tickets.models import Direction, Message, Participant, Role, Ticket
from aiuto.tickets.queries.reaching import Way, person_path, way_to_a_person
from aiuto.tickets.queries.texts import text_of
from aiuto.tickets.references import new_message_id

_REFERENCES = 12
_QUOTED = 20_000
UNASKED = frozenset({"reminder", "calendar"})
"""Marks of what a machine says of its own accord."""


@dataclass(frozen=True, slots=True)
class Told:
    """A line for the foot of a mail and the page about it, if any, or a file beside the mail.

    For those who might see the ticket at that moment.
    """

    at: datetime
    line: str = ""
    page: str = ""
    file: File | None = None


@dataclass(frozen=True, slots=True)
class Envelope:
    """What every delivery of one message shares."""

    ticket: Ticket
    message: Message
    mailbox: Mailbox
    thread: Sequence[Message]
    participants: Sequence[Participant]
    files: tuple[File, ...]
    signature: str
    promised: Sequence[Told]


def mailbox_for(ticket: Ticket) -> Mailbox:
    """Where the customer wrote to, else the desk's first mailbox. Raises NoMailbox."""
    wrote_to = Mailbox.objects.filter(active=True, desk=ticket.desk_id)
    newest = (
        Message.objects.filter(ticket=ticket, raw_mail__mailbox__in=wrote_to)
        .order_by("-id")
        .values_list("raw_mail__mailbox", flat=True)
        .first()
    )
    return wrote_to.get(pk=newest) if newest else mailbox_of_desk(ticket.desk)


def sending_mailbox(ticket: Ticket) -> Mailbox | None:
    """From where the desk writes by itself; None where nothing leaves."""
    try:
        mailbox = mailbox_for(ticket)
    except NoMailbox:
        return None
    return mailbox if mailbox.sends else None


def mailbox_of_desk(desk: Desk) -> Mailbox:
    """The desk's first mailbox in use. Raises NoMailbox."""
    first = Mailbox.objects.filter(active=True, desk=desk).order_by("id").first()
    if first is None:
        raise NoMailbox
    return first


def queue_deliveries(
    ticket: Ticket,
    message: Message,
    *,
    mailbox: Mailbox,
    send_after: datetime,
    now: datetime,
    signature: str = "",
    promised: Sequence[Told] = (),
    only: Collection[int] | None = None,
) -> int:
    """One delivery for each participant: same Message-ID, same visible To and Cc, own reply address.

    `signature` is the writer's own, above the desk's; `promised` stands above both. `only` are the ids of the contact
    points that it goes to, where it does not go to all.
    """
    envelope = _envelope(ticket, message, mailbox, signature, promised, only)
    for participant in envelope.participants:
        queue(
            _parts(envelope, participant),
            recipient=participant.contact_point.value,
            mailbox=mailbox.pk,
            ticket=ticket.pk,
            message=message.pk,
            send_after=send_after,
            now=now,
        )
    return len(envelope.participants)


def _envelope(
    ticket: Ticket,
    message: Message,
    mailbox: Mailbox,
    signature: str,
    promised: Sequence[Told],
    only: Collection[int] | None,
) -> Envelope:
    earlier = Message.objects.filter(ticket=ticket, pk__lt=message.pk, withdrawn_at__isnull=True)
    thread = list(earlier.exclude(direction=Direction.NOTE).order_by("-id")[:_REFERENCES])
    people = Participant.objects.filter(ticket=ticket).select_related("contact_point__customer")
    reachable = [p for p in people.order_by("-role", "id") if p.contact_point.kind == "email"]
    if only is not None:
        reachable = [p for p in reachable if p.contact_point_id in only]
    files = tuple(File(a.blob_id, a.name, a.content_type) for a in message.attachments.all())
    own = signed(signature, ticket.desk)
    return Envelope(ticket, message, mailbox, thread, reachable, files, own, promised)


def automatic_parts(
    desk: Desk,
    mailbox: Mailbox,
    address: str,
    *,
    subject: str,
    text: str,
    way: Way,
    about: Participant | None = None,
    promised: Sequence[Told] = (),
    language: str = "",
) -> Parts:
    """A mail by itself to one address, which no human wrote and no machine answers; the desk signs, `way` leads to one.

    `about` takes part in the request that it is about: what they answer comes to it, and of what was `promised` there
    they read in this language what they might see.
    """
    lines = [each for each in promised if about and each.line and each.at >= about.sees_from]
    foot, _html = _promised(desk, lines, language=language)
    parts = Parts(
        sender=Person(mailbox.address, desk.sender_name),
        to=(Person(address),),
        subject=subject,
        text=f"{text.rstrip()}{foot}\n\n{desk.signature.strip() or desk.name}{way.text}",
        message_id=new_message_id(mailbox.address.rpartition("@")[2]),
        auto_submitted="auto-generated",
        envelope_from="",
    )
    return _threaded(parts, mailbox, about) if about else parts


def _threaded(parts: Parts, mailbox: Mailbox, participant: Participant) -> Parts:
    """It follows the request's messages, and mail programs name them in what answers it."""
    said = Message.objects.filter(ticket=participant.ticket_id, withdrawn_at__isnull=True)
    said = said.exclude(direction=Direction.NOTE).exclude(message_id="").order_by("-id")
    ids = list(said.values_list("message_id", flat=True)[:_REFERENCES])
    reply_to, references = _reply_address(mailbox, participant), tuple(reversed(ids))
    return replace(parts, reply_to=reply_to, in_reply_to=ids[0] if ids else "", references=references)


def signed(own: str, desk: Desk) -> str:
    """The writer's signature and the desk's below it."""
    return "\n".join(part for part in (own.strip(), desk.signature.strip()) if part)


def _parts(envelope: Envelope, participant: Participant) -> Parts:
    ticket, message, mailbox = envelope.ticket, envelope.message, envelope.mailbox
    automatic = "automatic" in message.marks
    quoted = None if automatic else _quoted(envelope, participant)
    language = ticket.language or ticket.desk.language
    told = [each for each in envelope.promised if each.at >= participant.sees_from]
    lines = [each for each in told if each.line]
    text_end, html_end = _ending(envelope, quoted, lines, language=language)
    if automatic:
        way = _way_to_a_person(ticket, message, participant, language=language)
        text_end, html_end = text_end + way.text, html_end + way.html
    ids = [m.message_id for m in envelope.thread if m.message_id]
    return Parts(
        sender=Person(mailbox.address, ticket.desk.sender_name),
        to=_people(envelope, Role.REQUESTER),
        cc=_people(envelope, Role.COPY),
        reply_to=_reply_address(mailbox, participant),
        subject=message.subject,
        text=message.text + text_end,
        html=f"<div>{message.html}</div>{html_end}",
        message_id=message.message_id,
        in_reply_to=ids[0] if ids else "",
        references=tuple(reversed(ids)),
        auto_submitted=_auto_submitted(message),
        envelope_from="" if automatic else None,
        files=(*envelope.files, *(each.file for each in told if each.file)),
    )


def _way_to_a_person(ticket: Ticket, message: Message, participant: Participant, *, language: str) -> Way:
    point = participant.contact_point_id
    path = person_path(desk=ticket.desk_id, ticket=ticket.pk, point=point, now=message.stored_at)
    return way_to_a_person(ticket.desk, path, language=language)


def _auto_submitted(message: Message) -> str:
    """What RFC 3834 calls it: an answer of a machine, or what it says of its own accord."""
    if "automatic" not in message.marks:
        return ""
    return "auto-generated" if UNASKED.intersection(message.marks) else "auto-replied"


def _people(envelope: Envelope, role: Role) -> tuple[Person, ...]:
    points = [p.contact_point for p in envelope.participants if p.role == role]
    named = "automatic" not in envelope.message.marks
    return tuple(Person(point.value, in_mail(point.customer.name) if named else "") for point in points)


def _reply_address(mailbox: Mailbox, participant: Participant) -> Person:
    """The participant's own address once the mailbox has shown that such addresses come back (T4)."""
    if mailbox.reply_addresses_since:
        return Person(with_token(mailbox.address, participant.token))
    return Person(mailbox.address)


def _quoted(envelope: Envelope, participant: Participant) -> Message | None:
    """The newest message, if this recipient wrote it, or had it too and joined before it."""
    newest = next(iter(envelope.thread), None)
    if newest is None or newest.direction != Direction.IN or newest.contact_point_id is None:
        return None
    point = participant.contact_point
    had_it = point.value in {address.lower() for _name, address in (*newest.to, *newest.cc)}
    may_see = newest.contact_point_id == point.pk or (had_it and newest.at > participant.sees_from)
    return newest if may_see and newest.sender else None


def _ending(
    envelope: Envelope, quoted: Message | None, promised: Sequence[Told], *, language: str
) -> tuple[str, str]:
    """What was promised, signature and quote, as plain text and as HTML."""
    signature = envelope.signature
    text, html = _promised(envelope.ticket.desk, promised, language=language)
    text += f"\n\n-- \n{signature}" if signature else ""
    html += f"<div><br>-- <br>{html_of_plain(signature)}</div>" if signature else ""
    if quoted:
        said = (quoted.reply_text or quoted.text)[:_QUOTED].strip()
        opening = _attribution(quoted, language=language)
        lines = "\n".join(f"> {line}".rstrip() for line in said.splitlines())
        text += f"\n\n{opening}\n{lines}"
        html += f"<div><br>{html_of_plain(opening)}</div><blockquote>{html_of_plain(said)}</blockquote>"
    return text, html


def _promised(desk: Desk, told: Sequence[Told], *, language: str) -> tuple[str, str]:
    if not told:
        return "", ""
    lines = (f"- {each.line}{_denied(desk, each.page, language=language)}" for each in told)
    words = text_of(desk, "promised", language, {"promises": "\n".join(lines)})
    return (
        f"\n\n{words}",
        f"<div><br>{html_with_links(words, [each.page for each in told if each.page])}</div>",
    )


def _denied(desk: Desk, page: str, *, language: str) -> str:
    """Where the customer says that it was not kept, below its promise."""
    words = text_of(desk, "not_kept", language, {"promise.link": page}) if page else ""
    return "".join(f"\n  {line}" for line in words.splitlines() if line.strip())


def _attribution(quoted: Message, *, language: str) -> str:
    with translation.override(language):
        at = date_format(timezone.localtime(quoted.at), "DATETIME_FORMAT")
        return _("On %(at)s, %(name)s wrote:") % {"at": at, "name": quoted.sender}
