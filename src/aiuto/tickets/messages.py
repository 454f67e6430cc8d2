"""What was said on a ticket: kept once, never changed."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from aiuto.people.models import User
from aiuto.rows.inserting import insert
from aiuto.tickets.markup import html_of
from aiuto.tickets.models import Attachment, Channel, Direction, Message, Ticket
from aiuto.tickets.search import index_message

EXCERPT = 160
Address = tuple[str, str]


@dataclass(frozen=True, slots=True)
class File:
    """An attachment whose bytes are kept already."""

    sha256: str
    name: str
    content_type: str
    size: int
    content_id: str = ""
    inline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One message before it is kept. `to` and `cc` are (name, address) pairs; `html` is clean already."""

    direction: Direction
    at: datetime
    channel: Channel = Channel.EMAIL
    text: str = ""
    reply_text: str = ""
    html: str = ""
    subject: str = ""
    sender: str = ""
    from_name: str = ""
    shown_from: str = ""
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    message_id: str = ""
    marks: tuple[str, ...] = ()
    commitments: tuple[dict[str, str | float], ...] = ()
    tone: str = ""
    again: bool = False
    seconds: int | None = None
    author: int | None = None
    contact_point: int | None = None
    raw_mail: int | None = None
    files: tuple[File, ...] = field(default=())


def note_said(
    text: str,
    *,
    writer: User,
    at: datetime,
    html: str = "",
    marks: tuple[str, ...] = (),
    files: tuple[File, ...] = (),
) -> Said:
    """A note in a colleague's words; `html` where those are marked up otherwise."""
    return Said(
        direction=Direction.NOTE,
        at=at,
        text=text,
        reply_text=text,
        html=html or html_of(text),
        from_name=str(writer),
        author=writer.pk,
        marks=marks,
        files=files,
    )


@transaction.atomic(savepoint=False)
def keep(ticket: Ticket, said: Said, *, now: datetime) -> Message:
    """Keep one message with its files and make it findable. The caller's act records the event."""
    message = insert(
        Message(
            ticket=ticket,
            direction=said.direction,
            channel=said.channel,
            author_id=said.author,
            contact_point_id=said.contact_point,
            shown_from=said.shown_from[:320],
            sender=said.sender[:320],
            from_name=said.from_name[:160],
            to=said.to,
            cc=said.cc,
            subject=said.subject[:998],
            text=said.text,
            reply_text=said.reply_text,
            html=said.html,
            message_id=said.message_id[:255],
            raw_mail_id=said.raw_mail,
            marks=list(said.marks),
            commitments=list(said.commitments) or None,
            tone=said.tone,
            again=said.again,
            at=said.at,
            stored_at=now,
            seconds=said.seconds,
        )
    )
    _attach(message, said.files)
    index_message(message, language=ticket.language)
    return message


def _attach(message: Message, files: tuple[File, ...]) -> None:
    if files:
        Attachment.objects.bulk_create(
            Attachment(
                message=message,
                blob_id=file.sha256,
                name=file.name[:255],
                content_type=file.content_type[:120],
                size=file.size,
                content_id=file.content_id[:255],
                inline=file.inline,
            )
            for file in files
        )


def last_words(ticket: Ticket) -> str:
    """How what the customer said last begins; of a request in which only we spoke, what we said."""
    said = Message.objects.filter(ticket=ticket).exclude(direction=Direction.NOTE).order_by("-at", "-id")
    newest = said.filter(direction=Direction.IN).first() or said.first()
    return excerpt_of(newest.reply_text or newest.text) if newest else ticket.excerpt


def excerpt_of(text: str) -> str:
    """The first words of a message on one line, for lists; what is longer ends in an ellipsis."""
    words = " ".join(text[:400].split())
    return words if len(words) <= EXCERPT else words[: EXCERPT - 1].rstrip() + "…"
