"""Reading closings with dignity: what was tried, what was proposed, and which requests weigh on no figure."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from aiuto.approvals.models import Approval
from aiuto.approvals.models import State as Decision
from aiuto.recovery.models import Attempt, Ending, Recovery, Step
from aiuto.tickets.models import Message

AGREED = Ending.objects.filter(agreed_at__isnull=False)


@dataclass(frozen=True, slots=True)
class Tried:
    """What was tried for a recovery, of how many attempts that a closing needs, and the closing proposed last."""

    attempts: list[Attempt]
    needed: int
    ending: Ending | None

    @property
    def enough(self) -> bool:
        return len(self.attempts) >= self.needed

    @property
    def waits(self) -> bool:
        """A lead is asked and has not decided yet."""
        return self.ending is not None and self.ending.approval.state == Decision.ASKED


def tried(recovery: Recovery) -> Tried:
    """Two statements."""
    attempts = list(recovery.attempts.select_related("noted_by").order_by("offered_at", "id"))
    ending = recovery.endings.select_related("approval__decided_by").order_by("-id").first()
    return Tried(attempts, settings.ENVIRONMENT.aiuto_closing_attempts, ending)


def ending_of(approval: Approval) -> Ending | None:
    """What was proposed with this question."""
    return Ending.objects.select_related("recovery__assessment").filter(approval=approval).first()


def ended_tickets() -> QuerySet[Ending, Any]:
    """The requests that were closed with dignity, for figures that leave them out."""
    return AGREED.values("ticket")


def is_ended(ticket: int) -> bool:
    """Whether this request was."""
    return AGREED.filter(ticket=ticket).exists()


def is_agreed_to(message: Message) -> bool:
    """Whether it is the last message of a closing, or a step rests on it of what was closed so."""
    shown = Step.objects.filter(evidence=message).values("recovery")
    return AGREED.filter(Q(message=message) | Q(recovery__in=shown)).exists()


def recourse(language: str) -> str:
    """What stays open to a customer outside the house, as the settings say."""
    known = settings.ENVIRONMENT
    return str(known.aiuto_recourse_en if language == "en" else known.aiuto_recourse_it)
