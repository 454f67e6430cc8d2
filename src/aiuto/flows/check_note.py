"""What of a note would be better said otherwise, before it belongs to any request. Nothing is written."""

from datetime import datetime

from aiuto.coach.checking import check
from aiuto.flows.check_draft import LONGEST, Hint, hints_of
from aiuto.manual.queries.coach import tuning


def check_note(text: str, *, now: datetime) -> tuple[Hint, ...]:
    """The hints; `now` stands on the writer's clock, from which "tomorrow" is counted."""
    text = text[:LONGEST]
    hints, _fine = hints_of(text, check(text, context="note", now=now, tuning=tuning()))
    return hints
