"""A rule of the house's own is tried on answers that were sent before it is kept. Nothing is written."""

from dataclasses import dataclass

from aiuto.coach.checking import check
from aiuto.coach.report import Span
from aiuto.coach.tuning import OWN, OwnRule, Tuning
from aiuto.manual.policies import check_tune
from aiuto.manual.tuning import Wanted, check_wanted
from aiuto.people.models import User
from aiuto.tickets.queries.answers import newest_answers

TRIED = 200
"""Past answers that a rule is tried on."""
LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class Found:
    """An answer that the rule would have said something of: on which request, and where in its text."""

    reference: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Trial:
    """`tried` is how many answers were read."""

    tried: int
    found: list[Found]


def try_house_rule(*, language: str, avoid: str, say: str, user: User) -> Trial:
    """On the newest answers that this person may see, whoever wrote them. Raises ManualError: NotTuning, BadRule."""
    check_tune(user)
    rule = check_wanted(Wanted(language=language, avoid=avoid, say=say or "…"))
    answers = newest_answers(user, limit=TRIED)
    found = [
        Found(reference, text[:LONGEST], span)
        for reference, text in answers
        if (span := _first(text[:LONGEST], rule))
    ]
    return Trial(len(answers), found)


def _first(text: str, rule: OwnRule) -> Span | None:
    report = check(text, context="rule", language=rule.language, tuning=Tuning(own=(rule,)))
    return next((each.span for each in report.findings if each.kind == OWN), None)
