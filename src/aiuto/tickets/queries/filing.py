"""How a request is filed: its tags, the reasons to choose from, who takes part, what has to do with it."""

from dataclasses import dataclass

from django.db.models import QuerySet

from aiuto.people.models import User
from aiuto.rows.asking import Question
from aiuto.rows.together import together
from aiuto.tickets.models import Link, Participant, Tag, Ticket
from aiuto.tickets.queries.conversation import PARTICIPANTS, TOUCHING, openable
from aiuto.tickets.queries.reasons import CHOICES


@dataclass(frozen=True, slots=True)
class Filing:
    """`reasons` are those in use and its own, by name; `links` are to what the reader may open."""

    tags: list[Tag]
    reasons: list[tuple[int, str]]
    participants: list[Participant]
    links: list[tuple[Link, Ticket]]


def filing(ticket: Ticket, user: User) -> Filing:
    """One statement; one more where something has to do with it."""
    tags, reasons, people, touching = together(
        _TAGS.of(ticket.pk),
        CHOICES.of(ticket.reason_id or 0),
        PARTICIPANTS.of(ticket.pk),
        TOUCHING.of(ticket.pk),
    )
    return Filing(tags, reasons, people, openable(ticket, touching, user))


def _tags(ticket: int) -> QuerySet[Tag]:
    own = Ticket.tags.through.objects.filter(ticket=ticket).values("tag")
    return Tag.objects.filter(pk__in=own).order_by("name")


_TAGS = Question(_tags, int)
