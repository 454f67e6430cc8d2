"""Reading what shows that a step was done: files, requests of colleagues, and where a customer said something."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from aiuto.people.models import User
from aiuto.recovery.models import Step
from aiuto.rows.together import together
from aiuto.tickets.messages import excerpt_of
from aiuto.tickets.models import Attachment, Channel, Direction, Message, Ticket
from aiuto.tickets.queries import reachable_by

SPOKEN = Q(channel__in=(Channel.PHONE, Channel.VISIT)) & ~Q(direction=Direction.NOTE)
MOST, SHORT = 12, 80


def shown_by(step: Step, user: User) -> tuple[list[Attachment], Ticket | None]:
    """The files of the message that did it, and the request of colleagues that shows it, where one may open it.

    One statement, none where neither did.
    """
    if not (step.evidence_id or step.elsewhere_id):
        return [], None
    kept = Attachment.objects.filter(message=step.evidence_id or 0).order_by("id")
    files, requests = together(kept, reachable_by(user).filter(pk=step.elsewhere_id or 0))
    return files, next(iter(requests), None)


@dataclass(frozen=True, slots=True)
class Talk:
    """A message in which something was said, by its first words."""

    message: int
    at: datetime
    excerpt: str


def calls(ticket: Ticket, *, since: datetime) -> list[Talk]:
    """Calls and visits that were noted, the newest first."""
    return _talks(ticket, SPOKEN, since)


def heard(ticket: Ticket, *, since: datetime) -> list[Talk]:
    """The same, and what the customer wrote."""
    return _talks(ticket, SPOKEN | Q(direction=Direction.IN), since)


def _talks(ticket: Ticket, which: Q, since: datetime) -> list[Talk]:
    kept = Message.objects.filter(which, ticket=ticket, at__gte=since, withdrawn_at__isnull=True)
    newest = kept.order_by("-at", "-id").values_list("pk", "at", "text")[:MOST]
    return [Talk(pk, at, excerpt_of(text)[:SHORT]) for pk, at, text in newest]
