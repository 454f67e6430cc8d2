"""What a brief is drafted from: the first message of a ticket and the newest ones."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models.functions import Left
from django.utils import translation

from aiuto.tickets.briefing import Brief, Line, draft_brief, retold
from aiuto.tickets.models import Channel, Message, Ticket

READ = 30
WORDS = 5_000
SPOKEN = (Channel.PHONE, Channel.VISIT)


def brief_of(ticket: Ticket, *, language: str, now: datetime) -> Brief:
    """The brief of this ticket, drafted. Two statements, however long it is; `now` is in the reader's time zone.

    What machines wrote says nothing of what was asked, but a mail that came back is told.
    """
    return draft_brief(_lines(ticket), language=language, now=now)


def in_language(ticket: Ticket, text: str, *, language: str, to: str, now: datetime) -> str:
    """A brief that was drafted in one language and then edited, for whoever reads another."""
    if language == to:
        return text
    lines = _lines(ticket)
    drafted, anew = (_written(lines, each, now) for each in (language, to))
    return retold(text, drafted=drafted, anew=anew)


def _written(lines: Sequence[Line], language: str, now: datetime) -> str:
    with translation.override(language):
        return str(draft_brief(lines, language=language, now=now))


def _lines(ticket: Ticket) -> list[Line]:
    said = (
        ticket.messages.filter(withdrawn_at__isnull=True)
        .select_related("author")
        .defer("text", "html", "reply_text")
        .annotate(words=Left("reply_text", WORDS))
    )
    newest = list(said.order_by("-id")[:READ])
    first = [] if len(newest) < READ else list(said.order_by("id")[:1])
    lines = {message.pk: _line(message) for message in (*first, *reversed(newest))}
    return [line for line in lines.values() if line]


def _line(message: Message) -> Line | None:
    came_back = "bounce" in message.marks
    if "automatic" in message.marks and not came_back:
        return None
    return Line(
        direction=message.direction,
        at=message.at,
        text=message.words,  # type: ignore[attr-defined]
        who=str(message.author) if message.author else "",
        spoken=message.channel in SPOKEN,
        came_back=came_back,
    )
