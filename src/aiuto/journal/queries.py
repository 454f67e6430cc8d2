"""Reading events: a ticket's timeline and the live cursor."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import connection

from aiuto.journal.models import Event


class Cursor(NamedTuple):
    """A place in the order of committed events: (transaction id, event id)."""

    xid: int
    id: int

    def __str__(self) -> str:
        return f"{self.xid}-{self.id}"


START = Cursor(0, 0)
_FARTHEST = 2**63 - 1
_AFTER = """
    SELECT * FROM journal_event WHERE (xid, id) > (%s, %s) {settled} ORDER BY xid, id LIMIT %s
"""
_LAST = "SELECT xid, id FROM journal_event WHERE true {settled} ORDER BY xid DESC, id DESC LIMIT 1"
_SETTLED = "AND xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint"


def parse_cursor(text: str) -> Cursor | None:
    """The cursor that `str(cursor)` wrote, or None for anything else."""
    xid, _, event = text.partition("-")
    if not (xid.isascii() and xid.isdigit() and event.isascii() and event.isdigit() and len(text) < 40):
        return None
    return Cursor(min(int(xid), _FARTHEST), min(int(event), _FARTHEST))


def cursor_of(event: Event) -> Cursor:
    """The place just behind this event."""
    return Cursor(event.xid, event.pk)


def after(cursor: Cursor, *, limit: int = 500) -> list[Event]:
    """The events behind the cursor, oldest first, that no open transaction can still slip in front of."""
    return list(Event.objects.raw(_settled(_AFTER), [cursor.xid, cursor.id, limit]))


def latest() -> Cursor:
    """The cursor behind the newest settled event."""
    with connection.cursor() as sql:
        sql.execute(_settled(_LAST))
        row = sql.fetchone()
    return Cursor(*row) if row else START


def of_ticket(ticket_ids: Sequence[int], *, limit: int = 200) -> list[Event]:
    """The newest `limit` events of these tickets, oldest first."""
    newest = Event.objects.filter(ticket__in=ticket_ids).order_by("-id")[:limit]
    return list(reversed(newest))


def _settled(query: str) -> str:
    return query.format(settled=_SETTLED if connection.vendor == "postgresql" else "")


def sending_of(ticket: int, message: int) -> Event | None:
    """The event of this answer's sending."""
    sent = Event.objects.filter(ticket=ticket, kind="message.sent", data__message=message)
    return sent.order_by("-id").first()


def newest_time() -> datetime | None:
    """When the newest event happened, by the clock of whoever wrote it."""
    return Event.objects.order_by("-id").values_list("at", flat=True).first()
