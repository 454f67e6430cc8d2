"""The conversation of a request: messages with their deliveries, and the events between them."""

from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import quote

from aiuto.promises.queries import UNKEPT, Promise
from aiuto.tickets.queries import Direction, Ticket, conversation
from aiuto.tickets.queries.beside import Around, around
from aiuto.ui.addresses import address
from aiuto.workspace.ticket.timeline import with_events

AT_LARGE = 100
NEVER = datetime.min.replace(tzinfo=UTC)
SPOKEN = frozenset(("phone", "visit"))
RASTER = frozenset(("image/png", "image/jpeg", "image/jpg", "image/gif", "image/webp", "image/bmp"))
WORST_FIRST = ("dead", "bounced", "failed", "queued", "leased", "sent", "undone")


def contents(
    ticket: Ticket, *, before: int | None, behind: int | None, reader: Any, now: datetime
) -> dict[str, Any]:
    """A stretch of the conversation, for the page and for its parts; `near` is what stands beside it."""
    size, heaviest = (conversation.NEWEST, conversation.HEAVIEST) if behind is None else (AT_LARGE, None)
    stretch = conversation.stretch(
        ticket, before=before, behind=behind, size=size, heaviest=heaviest, files=False
    )
    also, events = UNKEPT.of(ticket.pk), not reader.quiet_events
    found = around(ticket, stretch.messages, reader, events=events, also=also, now=now)
    messages: list[Any] = list(stretch.messages)
    for message in messages:
        _dress(message, found, reader=reader, now=now)
    since = stretch.older.at if stretch.older else None
    until = messages[-1].at if before and messages else None
    return {
        "near": found.near,
        "unkept": _unkept(found.also, messages),
        "entries": with_events(found, messages, since=since, until=until),
        "earlier": stretch.older is not None,
        "border": stretch.older.pk if stretch.older else 0,
        "first": stretch.first,
        "first_text": str(stretch.first),
        "last": stretch.last,
        "spoken": bool(messages) and messages[-1].channel in SPOKEN,
        "undoable": next((m for m in reversed(messages) if m.undo_seconds), None),
    }


def _dress(message: Any, found: Around, *, reader: Any, now: datetime) -> None:
    """What a page says of a message beside its words."""
    deliveries = found.deliveries.get(message.pk, [])
    message.promises = [_promise(each) for each in message.commitments or ()]
    message.sender_quoted = quote(message.sender)
    message.anchor = f"message-{message.pk}"
    message.href = address("workspace:message", message.pk)
    message.menu_href = address("workspace:message_menu", message.pk)
    message.cut = len(message.shown_text) > conversation.SHOWN
    message.deliveries = [delivery for delivery in deliveries if delivery.state != "undone"]
    message.delivery = min((d.state for d in deliveries), key=WORST_FIRST.index, default="")
    message.troubles = [d for d in deliveries if d.state in ("failed", "dead", "bounced")]
    message.held_back = [d for d in deliveries if d.state == "queued" and d.last_error]
    message.undo_seconds = _undo_seconds(message, deliveries, reader=reader, now=now)
    files = found.files.get(message.pk, [])
    message.files = [file for file in files if not (file.inline and file.content_id and message.has_html)]
    message.pictures = [file for file in message.files if file.content_type in RASTER]


def _unkept(broken: list[Promise], messages: list[Any]) -> Promise | None:
    """What they are owed an honest word about: nobody has written to them since it broke."""
    written = [each.at for each in messages if each.direction == Direction.OUT and each.author_id]
    return next(
        (each for each in broken if each.broken_at and each.broken_at > max(written, default=NEVER)), None
    )


def _promise(kept: dict[str, Any]) -> dict[str, Any]:
    """What was promised, with its day or moment."""
    due = kept["due"]
    precise = "T" in due
    return {
        **kept,
        "at": datetime.fromisoformat(due) if precise else None,
        "on": date.fromisoformat(due[:10]),
    }


def _undo_seconds(message: Any, deliveries: list[Any], *, reader: Any, now: datetime) -> int:
    """How long the reader can still take this answer back; 0 when it is not theirs or has left."""
    if message.author_id != reader.pk or message.withdrawn_at or not deliveries:
        return 0
    if any(delivery.state != "queued" for delivery in deliveries):
        return 0
    leaves: datetime = min(delivery.send_after for delivery in deliveries)
    return max(0, round((leaves - now).total_seconds()))
