"""People are told what the journal holds since they were told last: answers that did not arrive, new requests."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from aiuto.journal.actors import Actor
from aiuto.journal.queries import Event
from aiuto.notices.choosing import who_wants
from aiuto.notices.hearing import unheard
from aiuto.notices.models import Kind
from aiuto.notices.telling import tell
from aiuto.outbox.queries import one
from aiuto.people.queries import colleagues_at
from aiuto.tickets.models import Message

BATCH = 500


def tell_happened(*, now: datetime, batches: int = 20) -> int:
    """Go through up to so many batches of events, each in a transaction of its own; how many events."""
    heard = 0
    for _ in range(batches):
        events = _tell_next(now)
        heard += events
        if events < BATCH:
            break
    return heard


@transaction.atomic
def _tell_next(now: datetime) -> int:
    events = unheard(limit=BATCH)
    for event in events:
        if event.kind in _TELLS:
            _TELLS[event.kind](event, now)
    return len(events)


def _tell_writer(event: Event, now: datetime) -> None:
    """Whoever wrote it, and whose request it is, hear that it could not be sent or came back."""
    delivery = one(event.data["delivery"])
    message = delivery.message if delivery else None
    written = Message.objects.filter(pk=message or 0, author__isnull=False)
    people = written.values_list("author", "ticket__owner").first() or ()
    tell(filter(None, people), kind=Kind.NOT_SENT, ticket=event.ticket, by=_actor(event), now=now)


def _tell_team(event: Event, now: datetime) -> None:
    """Those of the desk's teams who want to hear of every new request; history is not new."""
    wanting = set() if event.origin == "import" else who_wants(Kind.TEAM_NEW)
    if wanting:
        people = wanting & {colleague.pk for colleague in colleagues_at(event.data["desk"])}
        tell(people, kind=Kind.TEAM_NEW, ticket=event.ticket, by=_actor(event), now=now)


def _actor(event: Event) -> Actor:
    return Actor(event.actor_kind, event.actor_id)  # type: ignore[arg-type]


_TELLS: dict[str, Callable[[Event, datetime], None]] = {
    "delivery.dead": _tell_writer,
    "delivery.bounced": _tell_writer,
    "ticket.opened": _tell_team,
}
