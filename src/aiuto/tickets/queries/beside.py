"""What the page of a request shows beside its conversation, and beside the words of its messages: a statement each."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet, prefetch_related_objects

from aiuto.journal.queries import Event, newest_of_ticket, people_of_ticket
from aiuto.outbox.models import Delivery
from aiuto.outbox.queries import of_messages_question
from aiuto.people.models import User
from aiuto.rows.asking import Asked, Question, filled
from aiuto.rows.together import together
from aiuto.tickets.models import Attachment, Direction, Draft, Message, Participant, Presence, Ticket
from aiuto.tickets.queries.conversation import DRAFTS, PARTICIPANTS, Drafts, by_direction
from aiuto.tickets.queries.planned import PLANNED
from aiuto.tickets.queries.presence import AT

SIZES = (1, 5, 20, 100)


@dataclass(frozen=True, slots=True)
class Beside:
    """Who else is here and whether they write; what one is writing, whom it reaches, and what waits to leave."""

    others: list[tuple[User, bool]]
    drafts: Drafts
    participants: list[Participant]
    planned: list[Draft]


@dataclass(frozen=True, slots=True)
class Around:
    """The files and deliveries of messages by message; what happened between them, oldest first, with names; `near`.

    `also` is what came of the question that was asked with it.
    """

    near: Beside
    files: dict[int, list[Attachment]] = field(default_factory=dict)
    deliveries: dict[int, list[Delivery]] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)
    also: list[Any] = field(default_factory=list)


def beside(ticket: Ticket, user: User, *, now: datetime) -> Beside:
    """One statement; one more for the files of answers that wait for their moment."""
    return _beside(*together(*_near(ticket, user, now)))


def around(
    ticket: Ticket, messages: Sequence[Message], user: User, *, events: bool, also: Asked, now: datetime
) -> Around:
    """What is `beside` too, in as many statements. Without `events`, nothing of what happened between the messages.

    `also` is a question of another room's, asked with these.
    """
    size = next(size for size in SIZES if size >= len(messages))
    sent = [message.pk for message in messages if message.direction == Direction.OUT]
    files, deliveries, happened, people, others, *near = together(
        _FILES[size].of(*filled([message.pk for message in messages] or [0], size)),
        _DELIVERIES[size].of(*filled(sent or [0], size)),
        *((_EVENTS.of(ticket.pk), _PEOPLE.of(ticket.pk)) if events else (Event.objects.none(),) * 2),
        also,
        *_near(ticket, user, now),
    )
    names = {person.pk: str(person) for person in people}
    found = Around(_beside(*near), events=happened[::-1], names=names, also=others)
    for file in files:
        found.files.setdefault(file.message_id, []).append(file)
    for delivery in deliveries:
        found.deliveries.setdefault(delivery.message or 0, []).append(delivery)
    return found


def _near(ticket: Ticket, user: User, now: datetime) -> tuple[Asked, ...]:
    return (
        AT.of(ticket.pk, user.pk, now),
        DRAFTS.of(ticket.pk, user.pk),
        PARTICIPANTS.of(ticket.pk),
        PLANNED.of(ticket.pk),
    )


def _beside(
    here: list[Presence], drafts: list[Draft], people: list[Participant], planned: list[Draft]
) -> Beside:
    prefetch_related_objects(planned, "uploads")
    return Beside([(row.user, row.writing) for row in here], by_direction(drafts), people, planned)


def _files(*messages: int) -> QuerySet[Attachment]:
    return Attachment.objects.filter(message__in=messages).order_by("id")


def _deliveries(*messages: int) -> QuerySet[Delivery]:
    return of_messages_question(messages)


def _people(ticket: int) -> QuerySet[User]:
    """Who acted on this ticket or was given it, whether they are still here or not."""
    acted, given = people_of_ticket(ticket)
    return User.objects.filter(Q(pk__in=acted) | Q(pk__in=given)).only("name", "email")


_FILES = {size: Question(_files, *[int] * size) for size in SIZES}
_DELIVERIES = {size: Question(_deliveries, *[int] * size) for size in SIZES}
_EVENTS = Question(newest_of_ticket, int)
_PEOPLE = Question(_people, int)
