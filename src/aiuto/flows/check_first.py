"""What of a first message would be better said otherwise, before it belongs to any request. Nothing is written."""

from datetime import datetime

from aiuto.coach.checking import check
from aiuto.coach.facts import Facts
from aiuto.flows.check_draft import LONGEST, Hint, hints_of
from aiuto.manual.queries.coach import tuning


def check_first(text: str, *, name: str, now: datetime) -> tuple[Hint, ...]:
    """The hints on what is written to the customer of this name; no file goes along with it.

    `now` stands on the writer's clock, from which "tomorrow" is counted.
    """
    text, facts = text[:LONGEST], Facts(customer_name=name, attachments=0)
    hints, _fine = hints_of(text, check(text, context="reply", facts=facts, now=now, tuning=tuning()))
    return hints
