"""Words that are meant for a customer are heard by the coach before they count. Shared by what keeps such words."""

from datetime import datetime

from aiuto.coach.report import KINDS
from aiuto.flows.check_draft import check_draft
from aiuto.people.models import User
from aiuto.recovery.errors import Unkind
from aiuto.tickets.models import Direction, Ticket


def check_wording(ticket: Ticket, text: str, *, user: User, now: datetime) -> None:
    """Raises Unkind where an answer in these words would argue, blame, pass on or sound cold, or has an empty place."""
    told = check_draft(ticket.reference, user=user, text=text, direction=Direction.OUT, now=now)
    hurting = [hint for hint in told.hints if _hurts(hint.finding.kind, hint.finding.severity)]
    if hurting:
        raise Unkind(text[slice(*hint.sentence)] for hint in hurting)


def _hurts(kind: str, severity: str) -> bool:
    return kind in KINDS["reply"] or severity == "block"
