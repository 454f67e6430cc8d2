"""Answers that wait for their moment: of a ticket, and those whose moment has come."""

from datetime import datetime

from django.db.models import QuerySet, prefetch_related_objects

from aiuto.business_hours import NeverOpen
from aiuto.people.models import User
from aiuto.people.schedules import hours_of_desk
from aiuto.rows.asking import Question
from aiuto.tickets.models import Direction, Draft, Ticket


def planned_on(ticket: Ticket) -> list[Draft]:
    """The answers that wait on this ticket, the next first, each with its writer and its files."""
    found = PLANNED.ask(ticket.pk)
    prefetch_related_objects(found, "uploads")
    return found


def _planned(ticket: int) -> QuerySet[Draft]:
    waiting = Draft.objects.filter(ticket=ticket, direction=Direction.OUT, send_at__isnull=False)
    return waiting.select_related("user").order_by("send_at", "id")


PLANNED = Question(_planned, int)


def planned_of(ticket: Ticket, user: User) -> Draft | None:
    """The answer of this person that waits here."""
    own = Draft.objects.filter(ticket=ticket, user=user, direction=Direction.OUT, send_at__isnull=False)
    return own.prefetch_related("uploads").first()


def due(now: datetime, *, limit: int) -> list[tuple[int, int | None]]:
    """(draft, ticket) of each message whose moment has come and that nobody must look at; a first one has none."""
    ready = Draft.objects.filter(send_at__lte=now, send_at__isnull=False, held_at__isnull=True)
    return list(ready.order_by("send_at", "id").values_list("pk", "ticket")[:limit])


def when_open(ticket: Ticket, at: datetime) -> datetime:
    """This moment, or when the ticket's desk opens next; a desk that never opens changes nothing."""
    try:
        return hours_of_desk(ticket.desk).next_open(at)
    except NeverOpen:
        return at
