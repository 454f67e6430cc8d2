"""Reading what the house makes of the coach: its tuning, and the figures of its rules."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from aiuto.coach.tuning import OwnRule, Tuning
from aiuto.manual.errors import NotFound
from aiuto.manual.models import HintTally, HouseRule, MutedRule, Outcome
from aiuto.rows.together import together

__all__ = ["HouseRule"]

MOST_RULES = 500
_PERCENT = 100


@dataclass(slots=True)
class Figures:
    """What became of a rule's hints on texts that left, and how often each wording was taken."""

    taken: int = 0
    mended: int = 0
    fine: int = 0
    left: int = 0
    wordings: dict[str, int] = field(default_factory=dict)

    @property
    def shown(self) -> int:
        return self.taken + self.mended + self.fine + self.left

    @property
    def accepted(self) -> int:
        """Percent of what was shown: a wording was taken, or it was said otherwise."""
        return round(_PERCENT * (self.taken + self.mended) / self.shown) if self.shown else 0

    @property
    def retires(self) -> bool:
        """Shown often enough to tell, and seldom heeded."""
        environment = settings.ENVIRONMENT
        enough = self.shown >= environment.aiuto_coach_shows
        return enough and self.accepted < environment.aiuto_coach_accepted


def tuning() -> Tuning:
    """What the coach takes; one statement."""
    return tuning_of(*together(*tuning_questions()))


def tuning_questions() -> tuple[QuerySet[Any, Any], QuerySet[Any, Any]]:
    """What `tuning` asks, for whoever asks other things with it."""
    own = HouseRule.objects.order_by("id").values_list("id", "language", "avoid", "say", "why")
    return MutedRule.objects.order_by("id").values_list("rule")[:MOST_RULES], own[:MOST_RULES]


def tuning_of(muted: Iterable[tuple[str]], own: Iterable[tuple[int, str, str, str, str]]) -> Tuning:
    """From the rows of `tuning_questions`."""
    rules = tuple(OwnRule(f"own.{pk}", *said) for pk, *said in own)
    return Tuning(frozenset(rule for (rule,) in muted), rules)


def mutes() -> dict[str, MutedRule]:
    """Every muted rule with its reason."""
    return {muted.rule: muted for muted in MutedRule.objects.order_by("id")[:MOST_RULES]}


def house_rules() -> list[HouseRule]:
    """Our own rules, by language."""
    return list(HouseRule.objects.order_by("language", "id")[:MOST_RULES])


def house_rule(rule_id: int) -> HouseRule:
    """Raises NotFound."""
    found = HouseRule.objects.filter(pk=rule_id).first()
    if found is None:
        raise NotFound
    return found


def figures(rule: str = "") -> dict[str, Figures]:
    """By rule; of one alone, where it is named."""
    rows = HintTally.objects.filter(rule=rule) if rule else HintTally.objects.all()
    found: dict[str, Figures] = {}
    for tally in rows.order_by("rule", "-times", "id"):
        of = found.setdefault(tally.rule, Figures())
        setattr(of, tally.outcome, getattr(of, tally.outcome) + tally.times)
        if tally.outcome == Outcome.TAKEN and tally.wording:
            of.wordings[tally.wording] = tally.times
    return found
