"""What a brief is drafted from: the first message of a ticket and the newest ones."""

from datetime import datetime

from django.db.models.functions import Left

from aiuto.tickets.briefing import Brief, Line, draft_brief
from aiuto.tickets.briefing import retold as retold
from aiuto.tickets.models import Channel, Message, Ticket

READ = 30
WORDS = 5_000
SPOKEN = (Channel.PHONE, Channel.VISIT)


def brief_of(ticket: Ticket, *, language: str, now: datetime) -> Brief:
    """The brief of this ticket, drafted. Two statements, however long it is; `now` is in the reader's time zone.

    What machines wrote says nothing of what was asked, but a mail that came back is told.
    """
    said = (
        ticket.messages.filter(withdrawn_at__isnull=True)
        .select_related("author")
        .defer("text", "html", "reply_text")
        .annotate(words=Left("reply_text", WORDS))
    )
    newest = list(said.order_by("-id")[:READ])
    first = [] if len(newest) < READ else list(said.order_by("id")[:1])
    lines = {message.pk: _line(message) for message in (*first, *reversed(newest))}
    return draft_brief([line for line in lines.values() if line], language=language, now=now)


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
