"""Reading events: a ticket's timeline and the live cursor."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import BigIntegerField, Q, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from aiuto.journal.models import Event as Event
from aiuto.rows.together import Bare, together


class Cursor(NamedTuple):
    """A place in the order of committed events: (transaction id, event id)."""

    xid: int
    id: int

    def __str__(self) -> str:
        return f"{self.xid}-{self.id}"


START = Cursor(0, 0)
_MOST = 5_000
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
    return latest_of(*together(latest_question()))


def latest_question() -> Bare:
    """What `latest` asks, for whoever asks other things with it; `latest_of` reads the answer."""
    return Bare(_settled(_LAST), (), columns=2)


def latest_of(rows: list[Any]) -> Cursor:
    """The cursor behind the newest settled event, from the rows of `latest_question`."""
    return Cursor(*rows[0]) if rows else START


def of_ticket(ticket_ids: Sequence[int], *, limit: int = 200) -> list[Event]:
    """The newest `limit` events of these tickets, oldest first."""
    newest = Event.objects.filter(ticket__in=ticket_ids).order_by("-id")[:limit]
    return list(reversed(newest))


def newest_of_ticket(ticket: int, *, limit: int = 200) -> QuerySet[Event]:
    """What happened to it of late, the newest first, for a question made once."""
    return Event.objects.filter(ticket=ticket).order_by("-id")[:limit]


def people_of_ticket(ticket: int) -> tuple[QuerySet[Event, Any], QuerySet[Event, Any]]:
    """Two questions for other questions to hold: who acted on it, and whom it was given to, of late."""
    happened = Event.objects.filter(pk__in=newest_of_ticket(ticket).values("pk"))
    given = happened.annotate(owner=Cast(KT("data__owner"), BigIntegerField())).filter(owner__isnull=False)
    return happened.filter(actor_kind="person").values("actor_id"), given.values("owner")


def _settled(query: str) -> str:
    return query.format(settled=_SETTLED if connection.vendor == "postgresql" else "")


def sending_of(ticket: int, message: int) -> Event | None:
    """The event of this answer's sending."""
    sent = Event.objects.filter(ticket=ticket, kind="message.sent", data__message=message)
    return sent.order_by("-id").first()


def making_of(ticket: int, promise: int) -> Event | None:
    """The event of this promise's making, as long as it is on that ticket."""
    return Event.objects.filter(ticket=ticket, kind="promise.made", data__promise=promise).first()


def last_person(ticket: int, kind: str) -> int | None:
    """The id of the person who did this to the ticket last; None where nobody did, or no person."""
    done = Event.objects.filter(ticket=ticket, kind=kind).order_by("-id")
    actor = done.values_list("actor_kind", "actor_id").first()
    return actor[1] if actor and actor[0] == "person" else None


def newest_time() -> datetime | None:
    """When the newest event happened, by the clock of whoever wrote it."""
    return Event.objects.order_by("-id").values_list("at", flat=True).first()


def of_the_house(
    *,
    rooms: Collection[str],
    actor: int | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    behind: int = 0,
    size: int = 50,
) -> tuple[list[Event], int | None]:
    """Changes of desks, people and the like, newest first, and the event to look further back from.

    `rooms` are the first words of their kinds. Reads at most `_MOST` rows: the page may hold fewer than there are.
    """
    about = Event.objects.filter(ticket__isnull=True, customer__isnull=True).order_by("-at", "-id")
    if last := Event.objects.filter(pk=behind).first():
        about = about.filter(Q(at__lt=last.at) | Q(at=last.at, id__lt=last.pk), at__lte=last.at)
    about = about.filter(**{"at__gte": since} if since else {}, **{"at__lt": until} if until else {})
    floor = about.values_list("at", "id")[_MOST - 1 : _MOST].first()
    within = about.filter(at__gte=floor[0]) if floor else about
    wanted = Q(*(("kind__startswith", f"{room}.") for room in sorted(rooms)), _connector=Q.OR)
    found = list(
        within.filter(wanted, **{"actor_kind": "person", "actor_id": actor} if actor else {})[: size + 1]
    )
    if len(found) > size:
        return found[:size], found[size - 1].pk
    return found, floor[1] if floor else None
