"""What the coach says about a text."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

Context = Literal["reply", "rule", "note"]
Span = tuple[int, int]
"""From which character of the text to which, the first one after."""

TO_AVOID = (
    "policy_blame", "absent_person", "empty_effort", "queue_excuse", "others_too", "other_call", "pass_the_buck",
    "arguing", "negative_rule", "invites_no", "apology_for_job", "vague_promise",
)  # fmt: skip
COLD, GOSSIP = "cold", "gossip"
EVIDENCE = ("apology", "compassion", "acknowledgement", "thanks", "commitment")
LABELS = frozenset((*TO_AVOID, GOSSIP, *EVIDENCE))
KINDS = {
    "reply": frozenset((*TO_AVOID, COLD)),
    "rule": frozenset(("negative_rule",)),
    "note": frozenset((GOSSIP,)),
}
"""The kinds of finding that are looked for in each context."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to say better. `severity`: "block", "warn", "suggest" or, where only learned, "hint".

    `weighed` are the words by which a learned one was recognised, those that weighed most; `named` is what the facts
    around the text put into its `why`.
    """

    kind: str
    span: Span
    rule: str
    severity: str
    why: str
    better: tuple[str, ...] = ()
    weighed: tuple[Span, ...] = ()
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something said well; an apology tells which of fact, effect, remedy, date and name it holds."""

    kind: str
    span: Span
    holds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Commitment:
    """A promise of ours. `due` is a day or an aware moment; None where no present was given to count from."""

    span: Span
    what: str
    due: date | datetime | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Heard:
    """Whether the customer can feel heard: four parts, of which the score is the sum."""

    restates: bool = False
    effect: bool = False
    next_step: bool = False
    asks_nothing_known: bool = True

    @property
    def score(self) -> int:
        return self.restates + self.effect + self.next_step + self.asks_nothing_known


@dataclass(frozen=True, slots=True)
class Report:
    """All of it; findings and evidence in the order of the text."""

    language: str
    findings: tuple[Finding, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    heard: Heard = field(default_factory=Heard)

    @property
    def labels(self) -> tuple[str, ...]:
        """The kinds that stand on the text, each once, without those that need more than the text."""
        found = {item.kind for item in self.findings} | {item.kind for item in self.evidence}
        return tuple(sorted(found & LABELS))
